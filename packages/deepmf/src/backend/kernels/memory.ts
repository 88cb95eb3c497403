import { namesOf } from './names.js'

/** Matrices in and out of a backend’s memory. */
export interface MemoryKernels {
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
}

export const MEMORY_KERNELS = namesOf<MemoryKernels>({
  upload64: true,
  upload32: true,
  allocate: true,
  download64: true,
  download32: true,
  release: true,
  liveMatrices: true,
  liveBytes: true,
})
