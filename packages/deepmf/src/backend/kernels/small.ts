import { namesOf } from './names.js'

/** Work at the size of the ranks. */
export interface SmallKernels {
  /** The largest absolute eigenvalue of a symmetric matrix. */
  spectralNorm(a: number): number
}

export const SMALL_KERNELS = namesOf<SmallKernels>({
  spectralNorm: true,
})
