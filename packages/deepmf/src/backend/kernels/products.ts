import { namesOf } from './names.js'

/** Matrix products. */
export interface ProductKernels {
  /** c = alpha op(a) op(b) + beta c, op being the transposition where asked for. */
  gemm(c: number, transA: boolean, transB: boolean, alpha: number, a: number, b: number, beta: number): void
  /** c = alpha aᵀa + beta c where `transpose`, else alpha a aᵀ + beta c. */
  gram(c: number, a: number, transpose: boolean, alpha: number, beta: number): void
  /** ‖s − a b‖², without a b in memory. */
  residualSquared(s: number, a: number, b: number): number
}

export const PRODUCTS_KERNELS = namesOf<ProductKernels>({
  gemm: true,
  gram: true,
  residualSquared: true,
})
