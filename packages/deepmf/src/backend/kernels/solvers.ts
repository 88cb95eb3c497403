import { namesOf } from './names.js'
import type { AlongName, ProjectionName } from './projections.js'

/** On which side of the factor a Gram matrix stands. */
export type SideName = 'left' | 'right'

/** In which order HALS visits the rows (columns) of a factor. */
export type OrderName = 'cyclic' | 'random'

/** How long the steps of FPGD are: 1/L, or the longest of a search that lowers the objective. */
export type StepName = 'lipschitz' | 'backtracking'

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
    step: StepName,
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
  /**
   * f = the nonnegative f that minimises 1/2⟨f, gram f⟩ − ⟨b, f⟩ (or with f gram, on the right), exactly, by block
   * principal pivoting from the positive entries of f. No objective of a column (row) is larger after than before.
   */
  bpp(f: number, b: number, gram: number, side: SideName): void
  /**
   * `steps` multiplicative updates of f >= 0 for the objective of {@link SolverKernels.fpgd}: those of Lee and Seung,
   * or where an operand has a negative entry those of Ding, Li and Jordan. Entries stay at or above ε times the largest
   * one that f had.
   */
  mu(f: number, b: number, ps: Uint32Array, qs: Uint32Array, steps: number): void
  /**
   * `steps` multiplicative updates of f >= 0 towards orthonormal rows (columns where f is taller than wide), b being
   * the linear part of the objective; with a square root (Ding et al., 2006) or without (De Handschutter, eq. 6.4).
   */
  muOrthogonal(f: number, b: number, root: boolean, steps: number): void
  /**
   * At most `steps` steps of ADMM for the objective of {@link SolverKernels.bpp} over a set. `dual` is like f and
   * carries over from call to call; id 0 starts from zeros and keeps nothing. Where `tolerance` is above 0, a column
   * (row, or all of f where the set ties them together) ends once both squared relative residuals are within it. What
   * would be worse than the projected f is not kept.
   */
  admm(
    f: number,
    dual: number,
    b: number,
    gram: number,
    side: SideName,
    projection: ProjectionName,
    along: AlongName,
    parameters: Float64Array,
    steps: number,
    tolerance: number,
  ): void
  /** `steps` projected gradient steps by Armijo's rule for the objective of {@link SolverKernels.fpgd}. */
  pgd(
    f: number,
    b: number,
    ps: Uint32Array,
    qs: Uint32Array,
    projection: ProjectionName,
    along: AlongName,
    parameters: Float64Array,
    steps: number,
  ): void
  /** f = p⁺ b q⁺, the minimiser of least norm without a set; id 0 is the identity. */
  closedForm(f: number, b: number, p: number, q: number): void
  /**
   * x = the nonnegative x that minimises ‖a x − b‖ in every column, from the data by Lawson and Hanson's method;
   * `residuals`, with as many entries as b has columns = the norm of every column of a x − b.
   */
  nnls(x: number, residuals: number, a: number, b: number): void
}

export const SOLVERS_KERNELS = namesOf<SolverKernels>({
  fpgd: true,
  hals: true,
  bpp: true,
  mu: true,
  muOrthogonal: true,
  admm: true,
  pgd: true,
  closedForm: true,
  nnls: true,
})
