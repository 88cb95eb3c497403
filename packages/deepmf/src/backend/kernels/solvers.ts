import { namesOf } from './names.js'
import type { AlongName, ProjectionName } from './projections.js'

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
  /** Minimises 1/2⟨f, p f⟩ − ⟨b, f⟩ (or with f p on the right) one row (column) after the other, `sweeps` times. */
  hals(f: number, b: number, gram: number, side: 'left' | 'right', nonnegative: boolean, sweeps: number): void
}

export const SOLVERS_KERNELS = namesOf<SolverKernels>({
  fpgd: true,
  hals: true,
})
