import { namesOf } from './names.js'

/** Tensors, held as matrices with their elements in the tensor's own order, the last index fastest. */
export interface TensorKernels {
  /** out = the columnwise Kronecker (Khatri-Rao) product: row i n + j is row i of `a` times row j of `b`, n the rows of `b`. */
  khatriRao(out: number, a: number, b: number): void
  /**
   * Each column of y, read as a matrix, times the same column of z: out_ic = Σ_l z_lc y_(l n + i, c) where `leading`, else
   * Σ_l z_lc y_(i m + l, c), for z with m rows and out with n.
   */
  contractColumns(out: number, y: number, z: number, leading: boolean): void
  /** dst = the unfolding along the mode with `before` elements of the earlier modes, `after` of the later ones: its indices are the rows. */
  unfold(dst: number, src: number, before: number, after: number): void
}

export const TENSOR_KERNELS = namesOf<TensorKernels>({
  khatriRao: true,
  contractColumns: true,
  unfold: true,
})
