/** The set that a projection maps to; `total` of the kernel is the sum that the simplex sets speak of. */
export type ProjectionName = 'none' | 'nonnegative' | 'simplex' | 'sum-at-most'

/** Whether a set speaks of every column of a matrix or of every row. */
export type AlongName = 'columns' | 'rows'

/** Element-wise functions of {@link Kernels.elementary}. */
export type ElementaryName = 'exp' | 'log' | 'tanh' | 'sqrt'

/** Distributions of {@link Kernels.randomFill}. */
export type DistributionName = 'uniform' | 'normal' | 'gamma' | 'dirichlet'

/**
 * What every binding offers: the same names, the same order of arguments, the same bits.
 *
 * Matrices are whole numbers (ids) that stand for dense row-major matrices in the backend's memory; no matrix has the
 * id 0. An operation's matrices all have one precision. The destination comes first and must be no other argument
 * unless that is said. Sums are taken in the order of the numerics contract.
 */
export interface Kernels {
  // Memory
  /** A new matrix with these float64 values. */
  upload64(rows: number, cols: number, data: Float64Array): number
  /** A new matrix with these float32 values. */
  upload32(rows: number, cols: number, data: Float32Array): number
  /** A new matrix of zeros; `precision` is 64 or 32. */
  allocate(rows: number, cols: number, precision: number): number
  /** A copy of a float64 matrix. */
  download64(id: number): Float64Array
  /** A copy of a float32 matrix. */
  download32(id: number): Float32Array
  /** Gives the memory of a matrix back; its id is never used again. */
  release(id: number): void
  /** How many matrices are in memory. */
  liveMatrices(): number
  /** How many bytes they take. */
  liveBytes(): number

  // Element-wise and shape
  /** dst = src. */
  copy(dst: number, src: number): void
  /** dst = srcᵀ. */
  transpose(dst: number, src: number): void
  /** Every entry becomes `value`. */
  fill(dst: number, value: number): void
  /** y = alpha x + beta y. */
  axpby(y: number, alpha: number, x: number, beta: number): void
  /** Row i of `a` is multiplied by entry i of `d`. */
  scaleRows(a: number, d: number): void
  /** Column j of `a` is multiplied by entry j of `d`. */
  scaleColumns(a: number, d: number): void
  /** a = a + value I. */
  addDiagonal(a: number, value: number): void
  /** dst = the named function of every entry of src; dst may be src. */
  elementary(dst: number, src: number, name: ElementaryName): void
  /** dst = every entry of src to the power `exponent`; dst may be src. */
  power(dst: number, src: number, exponent: number): void

  // Products
  /** c = alpha op(a) op(b) + beta c, op being the transposition where asked for. */
  gemm(c: number, transA: boolean, transB: boolean, alpha: number, a: number, b: number, beta: number): void
  /** c = alpha aᵀa + beta c where `transpose`, else alpha a aᵀ + beta c. */
  gram(c: number, a: number, transpose: boolean, alpha: number, beta: number): void
  /** ‖s − a b‖², without a b in memory. */
  residualSquared(s: number, a: number, b: number): number

  // Reductions
  /** The sum of all entries. */
  sum(a: number): number
  /** ‖a‖². */
  normSquared(a: number): number
  /** ⟨a, b⟩. */
  inner(a: number, b: number): number
  /** ‖a − b‖². */
  distanceSquared(a: number, b: number): number
  /** dst, with as many entries as `a` has rows = the sums of the rows. */
  rowSums(dst: number, a: number): void
  /** dst, with as many entries as `a` has columns = the sums of the columns. */
  columnSums(dst: number, a: number): void
  /** dst = the squared Euclidean norms of the rows. */
  rowNormsSquared(dst: number, a: number): void
  /** dst = the squared Euclidean norms of the columns. */
  columnNormsSquared(dst: number, a: number): void
  /** The largest absolute eigenvalue of a symmetric matrix. */
  spectralNorm(a: number): number

  // Constraint sets and block solvers
  /** f = the nearest point of the set. */
  project(f: number, projection: ProjectionName, along: AlongName, total: number): void
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
    total: number,
    steps: number,
    alpha1: number,
  ): number
  /** Minimises 1/2⟨f, p f⟩ − ⟨b, f⟩ (or with f p on the right) one row (column) after the other, `sweeps` times. */
  hals(f: number, b: number, gram: number, side: 'left' | 'right', nonnegative: boolean, sweeps: number): void

  // Starts
  /**
   * Fills dst with random numbers: uniform on [a, b), normal with mean a and deviation b, gamma with shape a and scale
   * b, or columns from the Dirichlet distribution with all parameters a. `seed` is whole, 0 to 2^53 − 1; every stream
   * of a seed is a sequence of its own.
   */
  randomFill(dst: number, distribution: DistributionName, a: number, b: number, seed: number, stream: number): void
  /**
   * One round of successive nonnegative projection: chooses the next column of x after those in `chosen`, and improves
   * the weights h (rank x columns of x) that give x from them. Returns the column, or -1 where x is spanned already.
   * products (like h) and residuals (2 x columns of x) carry from one round to the next.
   */
  snpaRound(h: number, products: number, residuals: number, x: number, chosen: Uint32Array, steps: number): number

  // The machine
  /** Sets how many threads kernels use. */
  setThreads(count: number): void
  /** How many threads kernels use. */
  threads(): number
  /** How many physical cores the machine has. */
  physicalCores(): number
  /** The instruction sets that can be used here, best first, separated by commas. */
  instructionSets(): string
  /** The instruction set in use. */
  instructionSet(): string
  /** Changes the instruction set; every one gives the same bits. */
  setInstructionSet(name: string): void
  /** Multiplies and adds in registers, `iterations` rounds; returns how many operations that were. */
  probe(precision: number, iterations: number): number
  /** The version of the binding. */
  version(): string
  /** Fails on purpose, for the tests of what happens then. */
  raisePanic(): void
}

/** The names of all kernels; the compiler sees to it that none is missing. */
export const KERNEL_NAMES = Object.keys({
  upload64: true,
  upload32: true,
  allocate: true,
  download64: true,
  download32: true,
  release: true,
  liveMatrices: true,
  liveBytes: true,
  copy: true,
  transpose: true,
  fill: true,
  axpby: true,
  scaleRows: true,
  scaleColumns: true,
  addDiagonal: true,
  elementary: true,
  power: true,
  gemm: true,
  gram: true,
  residualSquared: true,
  sum: true,
  normSquared: true,
  inner: true,
  distanceSquared: true,
  rowSums: true,
  columnSums: true,
  rowNormsSquared: true,
  columnNormsSquared: true,
  spectralNorm: true,
  project: true,
  fpgd: true,
  hals: true,
  randomFill: true,
  snpaRound: true,
  setThreads: true,
  threads: true,
  physicalCores: true,
  instructionSets: true,
  instructionSet: true,
  setInstructionSet: true,
  probe: true,
  version: true,
  raisePanic: true,
} satisfies Record<keyof Kernels, true>) as readonly (keyof Kernels)[]
