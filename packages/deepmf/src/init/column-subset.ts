import type { Arena } from '../problem/arena.js'
import { download } from '../problem/transfer.js'
import { nonnegativeCoefficients } from '../select/coefficients.js'
import { chosenColumns } from './fill.js'
import type { Initialiser } from './start.js'

/**
 * W starts as columns of the target drawn at random, none twice (the start RAND of De Handschutter,
 * thesis, section 6.1.3.1), H as the nonnegative least squares coefficients of all columns.
 */
export function columnSubset(seed: number): Initialiser {
  return {
    name: 'column-subset',
    // biome-ignore lint/correctness/useYield: there is nothing to wait for
    *start(arena, target, rank, layer) {
      const chosen = drawColumns(arena, target.cols, Math.min(rank, target.cols), seed, 2 * layer + 1)
      const W = chosenColumns(arena, target, chosen, rank, seed, layer)
      return { W, H: nonnegativeCoefficients(arena, target, W) }
    },
  }
}

/** `count` of n columns, all choices equally likely: the first steps of a shuffle (Fisher and Yates). */
export function drawColumns(arena: Arena, n: number, count: number, seed: number, stream: number): Uint32Array {
  const { kernels } = arena.backend
  const drawn = arena.allocate(1, count)
  kernels.randomFill(drawn.id, 'uniform', 0, 1, seed, stream)
  const chances = download(arena, drawn)
  arena.discard(drawn)
  const columns = Uint32Array.from({ length: n }, (_, j) => j)
  chances.forEach((chance, k) => {
    // A chance that float32 rounded up to one is the last.
    const other = Math.min(n - 1, k + Math.floor(chance * (n - k)))
    const column = columns[k] as number
    columns[k] = columns[other] as number
    columns[other] = column
  })
  return columns.slice(0, count)
}
