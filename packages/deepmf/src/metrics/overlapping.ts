import { checkNonnegative, toMatrix } from '../matrix/internals.js'
import type { MatrixLike } from '../matrix/matrix.js'
import { checkOptions, numberFrom, optional } from '../options/index.js'

/** Options of {@link overlappingCommunities}. */
export interface OverlappingOptions {
  /** How large a degree of membership is beside the one before, at least: from 0 to 1; default 0.6. */
  readonly share?: number
}

/**
 * Assigns every node to one community or more: first to the one in which its degree of membership is the largest, then
 * to the next one as long as its degree is at least `share` times that of the last one assigned.
 *
 * Equal degrees go by the lower index; a node without any membership belongs nowhere.
 *
 * Complexity: O(n r log r).
 *
 * Reference: De Handschutter, thesis (2023), section 7.2.1.
 *
 * @param W the degrees of membership, nodes x communities, nonnegative
 * @returns for every node its communities, the strongest first
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NEGATIVE`; `ERR_INVALID_OPTION`
 *
 * @example
 * overlappingCommunities([[5, 1, 4], [0, 2, 1]])   // [[0, 2], [1]]
 */
export function overlappingCommunities(W: MatrixLike, options?: OverlappingOptions): number[][] {
  const { share } = checkOptions('overlappingCommunities', options, { share: optional(numberFrom(0, 1), 0.6) })
  const matrix = toMatrix(W, 'W')
  try {
    checkNonnegative(matrix, 'W')
    return matrix.toRows().map((row) => assigned(row, share))
  } finally {
    if (matrix !== W) matrix.dispose()
  }
}

function assigned(degrees: readonly number[], share: number): number[] {
  const degree = (community: number) => degrees[community] as number
  const order = degrees.map((_, k) => k).sort((a, b) => degree(b) - degree(a) || a - b)
  const last = order.findIndex((community, i) => {
    const before = i === 0 ? 0 : share * degree(order[i - 1] as number)
    return degree(community) === 0 || degree(community) < before
  })
  return last < 0 ? order : order.slice(0, last)
}
