import { boolean, dependingOn, optional, rank } from '../../../options/index.js'
import type { Decompose } from '../names.js'
import type { Data } from './data.js'
import type { LayerShape } from './init-options.js'

/** The shape of what every layer factorizes, for data of m x n. */
export function layerShapes(
  m: number,
  n: number,
  ranks: readonly number[],
  decompose: Decompose,
): readonly LayerShape[] {
  return ranks.map((rank, index) => {
    const previous = ranks[index - 1]
    if (previous === undefined) return { rows: m, cols: n, rank }
    return decompose === 'features' ? { rows: m, cols: previous, rank } : { rows: previous, cols: n, rank }
  })
}

/** Rows and columns are 32-bit numbers in the kernels. */
const LARGEST_ORDER = 2 ** 31 - 1

/** The largest rank that the first layer may have. */
export const largestRank = (m: number, n: number, overcomplete: boolean) =>
  overcomplete ? LARGEST_ORDER : Math.min(m, n)

/** How large the two factors of a model are. */
export interface SizeOptions {
  /** The number of columns of W: from 1 to min(m, n), or more with `overcomplete`. */
  rank: number
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
}

/** The validators of {@link SizeOptions}. */
export const rankSpec = ({ rows, cols }: Data) => ({
  overcomplete: optional(boolean(), false),
  rank: dependingOn(({ overcomplete }) => rank(largestRank(rows, cols, overcomplete === true))),
})
