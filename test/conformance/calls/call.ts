import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'

/** One small call of a kernel; `id` makes a matrix with these numbers, or of zeros, that is released afterwards. */
export type Call = (k: Kernels, id: (rows: number, cols: number, ...numbers: number[]) => number) => unknown

/** A call of every kernel of a group. */
export type Calls<Group> = Record<keyof Group, Call>

/** Applies a kernel to a matrix and gives what that holds then. */
export const changed = (work: (matrix: number) => unknown, k: Kernels, matrix: number): number[] => {
  work(matrix)
  return [...k.download64(matrix)]
}

/** By how much a count grows. */
export const growth = (count: () => number, work: () => unknown): number => {
  const before = count()
  work()
  return count() - before
}

export const six = [1, -2, 3, 4, 5.5, -6]
