import type { Backend } from '../backend/backend.js'
import { invalidOption } from '../errors.js'
import { toMatrix } from '../matrix/internals.js'
import type { Matrix } from '../matrix/matrix.js'
import type { FloatArray } from '../matrix/types.js'

/** Streams of the seed from here on, one per round of draws. */
const FIRST_STREAM = 1

/** After so many rounds without an end, the purities asked for are next to impossible. */
const MOST_ROUNDS = 10_000

/**
 * Draws the columns of H from the symmetric Dirichlet distribution, r x samples, those that exceed a purity again and
 * again until they comply.
 *
 * Every round draws as many columns as are still missing from a stream of its own, so the result depends on nothing
 * but the seed.
 */
export function drawProportions(
  backend: Backend,
  W: Matrix,
  samples: number,
  alpha: number,
  purity: readonly number[],
  seed: number,
): Matrix {
  const rank = purity.length
  const bits = W.precision === 'float64' ? 64 : 32
  const result: FloatArray = draw(backend, rank, samples, bits, alpha, seed, FIRST_STREAM)
  let missing = impure(result, samples, purity)
  for (let round = 1; missing.length > 0; round++) {
    if (round === MOST_ROUNDS) {
      throw invalidOption('purity', purity, 'purities that samples of this alpha can meet')
    }
    const redrawn = draw(backend, rank, missing.length, bits, alpha, seed, FIRST_STREAM + round)
    missing.forEach((column, j) => {
      for (let k = 0; k < rank; k++) {
        result[k * samples + column] = redrawn[k * missing.length + j] as number
      }
    })
    const again = new Set(impure(redrawn, missing.length, purity))
    missing = missing.filter((_, j) => again.has(j))
  }
  return toMatrix({ data: result, shape: [rank, samples] }, 'H')
}

function draw(
  { kernels }: Backend,
  rank: number,
  samples: number,
  bits: 32 | 64,
  alpha: number,
  seed: number,
  stream: number,
): FloatArray {
  const id = kernels.allocate(rank, samples, bits)
  try {
    kernels.randomFill(id, 'dirichlet', alpha, 0, seed, stream)
    return bits === 64 ? kernels.download64(id) : kernels.download32(id)
  } finally {
    kernels.release(id)
  }
}

/** The columns with a proportion above its purity. */
function impure(proportions: FloatArray, samples: number, purity: readonly number[]): number[] {
  const found: number[] = []
  for (let j = 0; j < samples; j++) {
    const exceeds = purity.some((limit, k) => limit < 1 && (proportions[k * samples + j] as number) > limit)
    if (exceeds) found.push(j)
  }
  return found
}
