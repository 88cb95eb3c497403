import { namesOf } from './names.js'

/** Sums and norms, in the order of the numerics contract. */
export interface ReductionKernels {
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
}

export const REDUCTIONS_KERNELS = namesOf<ReductionKernels>({
  sum: true,
  normSquared: true,
  inner: true,
  distanceSquared: true,
  rowSums: true,
  columnSums: true,
  rowNormsSquared: true,
  columnNormsSquared: true,
})
