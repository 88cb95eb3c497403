import { namesOf } from './names.js'
import type { SideName } from './solvers.js'

/** How a factor goes down: multiplicative updates, or Newton steps (beta 1 and 2 only). */
export type DivergenceMethodName = 'multiplicative' | 'newton'

/** Of sparse data, whether all cells count or those that are stored. */
export type CountedCells = 'all' | 'stored'

/**
 * Divergences between x and w h, entry by entry d(x | w h + floor); x may be dense or sparse. Id 0 for `weights` means
 * that every entry counts once. Sparse weights, for a sparse x, mean that the cells that they store count and no others;
 * `'stored'`, for a sparse x without weights, that those that x stores do.
 */
export interface DivergenceKernels {
  /** Σ weights · d_beta(x | w h + floor); with id 0 for h, w is the approximation itself. */
  betaDivergence(
    x: number,
    w: number,
    h: number,
    weights: number,
    cells: CountedCells,
    beta: number,
    floor: number,
  ): number
  /**
   * Lowers that divergence and `l1` times the sum of f: f is w (`'left'`, the other factor being h) or h (`'right'`). `passes` gradients are
   * evaluated; `exponent` is that of multiplicative updates. Returns the share of Newton steps that were kept.
   */
  divergenceUpdate(
    f: number,
    other: number,
    x: number,
    weights: number,
    cells: CountedCells,
    side: SideName,
    beta: number,
    floor: number,
    exponent: number,
    l1: number,
    method: DivergenceMethodName,
    passes: number,
  ): number
}

export const DIVERGENCE_KERNELS = namesOf<DivergenceKernels>({
  betaDivergence: true,
  divergenceUpdate: true,
})
