export { arrayOf, type Check, checkOptions, dependingOn, type OptionSpec, optional } from './check.js'
export {
  LARGEST_SEED,
  nonnegative,
  numberFrom,
  numberWhere,
  positive,
  rank,
  ranks,
  seed,
  wholeNumber,
} from './numbers.js'
export { boolean, callback, inWords, oneOf, signal } from './values.js'
