export { hoyerSparsity, meanColumnSparsity } from './hoyer.js'
export { hungarian } from './hungarian.js'
export { type ColumnMatch, matchColumns, mrsa } from './mrsa.js'
export { type MetricOptions, relativeError } from './relative-error.js'
