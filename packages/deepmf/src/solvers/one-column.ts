import type { Constraint } from '../constraints/constraint.js'
import { Arena, type Value } from '../problem/arena.js'
import type { Solver } from '../problem/solver.js'
import { upload } from '../problem/transfer.js'

/**
 * `solver`, but of the factor F named `factor` only column k is updated, within the set `constraint`; its other columns F'
 * stay as they are. With `½⟨F, P F Q⟩ - ⟨B, F⟩` for the factor, the column has P and q_kk beside it and `B_k - P F' q_k` as
 * its linear part. For sets along columns and errors that are one sandwich.
 */
export function oneColumn(solver: Solver, factor: string, k: number, constraint: Constraint): Solver {
  return {
    name: solver.name,
    rejects: solver.rejects,
    solve(kernels, block, F, equations, arena, expressions) {
      if (block.factor !== factor) return solver.solve(kernels, block, F, equations, arena, expressions)
      const scratch = new Arena(arena.backend, arena.precision)
      const { epoch } = arena.backend
      try {
        const columnOf = (from: Value) => {
          const out = scratch.allocate(from.rows, 1)
          kernels.selectColumns(out.id, from.id, Uint32Array.of(k))
          return out
        }
        const [P, Q] = [equations.left[0], equations.right[0]]
        const [column, linear] = [columnOf(F), columnOf(equations.linear)]
        const unit = Float64Array.from({ length: F.cols }, (_, l) => (l === k ? 1 : 0))
        const [here, others] = [
          upload(scratch, 1, F.cols, unit),
          upload(
            scratch,
            1,
            F.cols,
            unit.map((one) => 1 - one),
          ),
        ]
        kernels.scaleColumns(F.id, others.id)
        let curvature: Value | undefined
        if (Q !== undefined) {
          const q = columnOf(Q)
          const mixed = scratch.allocate(F.rows, 1)
          kernels.gemm(mixed.id, false, false, 1, F.id, q.id, 0)
          if (P === undefined) kernels.axpby(linear.id, -1, mixed.id, 1)
          else kernels.gemm(linear.id, false, false, -1, P.id, mixed.id, 1)
          curvature = scratch.allocate(1, 1)
          kernels.gemm(curvature.id, false, false, 1, here.id, q.id, 0)
        }
        const alone = { linear, left: [P], right: [curvature] }
        solver.solve(kernels, { ...block, constraint }, column, alone, scratch, expressions)
        kernels.gemm(F.id, false, false, 1, column.id, here.id, 1)
      } finally {
        scratch.release(epoch)
      }
    },
  }
}
