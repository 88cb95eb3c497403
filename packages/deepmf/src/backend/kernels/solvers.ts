import { namesOf } from './names.js'
import type { AlongName, ProjectionName } from './projections.js'

/** On which side of the factor a Gram matrix stands. */
export type SideName = 'left' | 'right'

/** In which order HALS visits the rows (columns) of a factor. */
export type OrderName = 'cyclic' | 'random'

/** Block solvers: each call solves for one factor with the others fixed. */
export interface SolverKernels {
  /**
   * Minimises 1/2⟨f, Σ p_k f q_k⟩ − ⟨b, f⟩ over a set by `steps` accelerated projected gradient steps from f, the
   * momentum starting at `alpha1`. Id 0 among `ps` and `qs` is the identity. Returns the objective reached.
   */
  fpgd(
    f: number,
    b: number,
    ps: Uint32Array,
    qs: Uint32Array,
    projection: ProjectionName,
    along: AlongName,
    parameters: Float64Array,
    steps: number,
    alpha1: number,
  ): number
  /**
   * Minimises 1/2⟨f, gram f⟩ − ⟨b, f⟩ (or with f gram, on the right) one row (column) after the other, at most `sweeps`
   * times. Where `delta` is above 0, each column (row) ends after the sweep that changes it by at most that fraction of
   * what the first one did. A random order is one permutation for the call, that of `seed` and `stream`.
   */
  hals(
    f: number,
    b: number,
    gram: number,
    side: SideName,
    nonnegative: boolean,
    sweeps: number,
    delta: number,
    order: OrderName,
    seed: number,
    stream: number,
  ): void
}

export const SOLVERS_KERNELS = namesOf<SolverKernels>({
  fpgd: true,
  hals: true,
})
