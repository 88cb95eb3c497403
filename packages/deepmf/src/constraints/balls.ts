import { positive } from '../options/index.js'
import type { AlongOptions, Constraint, SignOptions } from './constraint.js'
import { readAlong, readBoth } from './options.js'

/**
 * The sum of magnitudes of every column (or row) of F is at most `radius`. For the nonnegative part see
 * {@link columnsAtMost}.
 *
 * Reference: Duchi, Shalev-Shwartz, Singer, Chandra (2008); Condat (2016).
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when the radius is not above 0, `ERR_UNKNOWN_OPTION`
 */
export function l1Ball(radius: number, options?: AlongOptions): Constraint {
  const along = readAlong('l1Ball', options)
  const parameters = [positive()('radius', radius)]
  return { name: `${along} in an l1 ball`, projection: 'l1-ball', along, parameters }
}

/**
 * The Euclidean length of every column (or row) of F is at most `radius`.
 *
 * Reference: Parikh, Boyd (2014), "Proximal algorithms".
 *
 * @throws DeepMFError `ERR_INVALID_OPTION` when the radius is not above 0, `ERR_UNKNOWN_OPTION`
 */
export function l2Ball(radius: number, options?: AlongOptions & SignOptions): Constraint {
  const { along, sign } = readBoth('l2Ball', options)
  const parameters = [positive()('radius', radius)]
  return { name: `${along} in a Euclidean ball`, projection: `${sign}l2-ball`, along, parameters }
}
