import type { Arena, Value } from '../problem/arena.js'

/** Multiplicative updates leave a zero where it is: where a start has been chosen, entries get a hundredth of its mean. */
export function raiseZeros(arena: Arena, { id, rows, cols }: Value): void {
  const { kernels } = arena.backend
  const ones = arena.allocate(rows, cols)
  kernels.fill(ones.id, 1)
  kernels.axpby(id, (0.01 * kernels.sum(id)) / (rows * cols), ones.id, 1)
  arena.discard(ones)
}
