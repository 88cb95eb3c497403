import { namesOf } from './names.js'

/** Element-wise functions of {@link ElementwiseKernels.elementary}. */
export type ElementaryName = 'exp' | 'log' | 'tanh' | 'sqrt'

/** Entry by entry, and changes of shape. */
export interface ElementwiseKernels {
  /** dst = src. */
  copy(dst: number, src: number): void
  /** dst = srcᵀ. */
  transpose(dst: number, src: number): void
  /** Every entry becomes `value`. */
  fill(dst: number, value: number): void
  /** y = alpha x + beta y. */
  axpby(y: number, alpha: number, x: number, beta: number): void
  /** y = x ∘ y, the product entry by entry. */
  hadamard(y: number, x: number): void
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
}

export const ELEMENTWISE_KERNELS = namesOf<ElementwiseKernels>({
  copy: true,
  transpose: true,
  fill: true,
  axpby: true,
  hadamard: true,
  scaleRows: true,
  scaleColumns: true,
  addDiagonal: true,
  elementary: true,
  power: true,
})
