import type { Arena, Value } from '../problem/arena.js'
import { multiply } from '../problem/products.js'
import { multiplyColumns, multiplyRows } from './normalise.js'
import type { Initialiser } from './start.js'

/**
 * Uniform entries in [0, 1), scaled so that W H is as near to the target as a scalar can bring it:
 * `a = ⟨S, W H⟩ / ‖W H‖²`, then `√a W` and `√a H` (De Handschutter, thesis, section 2.2).
 */
export function random(seed: number): Initialiser {
  return {
    name: 'random',
    // biome-ignore lint/correctness/useYield: there is nothing to wait for
    *start(arena, target, rank, layer) {
      const { kernels } = arena.backend
      const W = arena.allocate(target.rows, rank)
      const H = arena.allocate(rank, target.cols)
      kernels.randomFill(W.id, 'uniform', 0, 1, seed, 2 * layer)
      kernels.randomFill(H.id, 'uniform', 0, 1, seed, 2 * layer + 1)
      scaleToTarget(arena, target, W, H)
      return { W, H }
    },
  }
}

/** Multiplies W and H by one number, so that W H is as near to the target as that can bring it. */
export function scaleToTarget(arena: Arena, target: Value, W: Value, H: Value): void {
  const scale = new Float64Array(W.cols).fill(Math.sqrt(bestScale(arena, target, W, H)))
  multiplyColumns(arena, W, scale)
  multiplyRows(arena, H, scale)
}

function bestScale(arena: Arena, target: Value, W: Value, H: Value): number {
  const { kernels } = arena.backend
  const cross = arena.allocate(H.rows, H.cols)
  const grams = [arena.allocate(H.rows, H.rows), arena.allocate(H.rows, H.rows)] as const
  multiply(kernels, cross, true, false, W, target)
  kernels.gram(grams[0].id, W.id, true, 1, 0)
  kernels.gram(grams[1].id, H.id, false, 1, 0)
  const numerator = kernels.inner(cross.id, H.id)
  const denominator = kernels.inner(grams[0].id, grams[1].id)
  for (const value of [cross, ...grams]) arena.discard(value)
  return denominator > 0 ? Math.max(0, numerator / denominator) : 0
}
