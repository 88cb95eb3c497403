import { loadBackend } from 'deepmf'
import { expect, test } from 'vitest'
import { nearConvexColumns } from '../../packages/deepmf/src/constraints/near-convex.js'
import { ncaaProblem } from '../../packages/deepmf/src/models/ncaa/problem.js'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import type { Block } from '../../packages/deepmf/src/problem/problem.js'
import { download, upload } from '../../packages/deepmf/src/problem/transfer.js'
import { update } from '../../packages/deepmf/src/problem/update.js'
import { fpgd } from '../../packages/deepmf/src/solvers/fpgd.js'
import { oneColumn } from '../../packages/deepmf/src/solvers/one-column.js'
import { chain, distanceSquared, flat, type Rows } from '../support/dense.js'
import { uniformRows } from '../support/random.js'

const [X, Y, H] = [uniformRows(9, 20, 1), uniformRows(9, 5, 2), uniformRows(3, 20, 3)]
const epsilon = [0.1, 0.2, 0.3]

/** A after its block was updated in column k alone, from columns that are means of all points. */
async function updated(k: number, steps: number): Promise<Rows> {
  const backend = await loadBackend('native')
  const arena = new Arena(backend, 64)
  try {
    const problem = ncaaProblem('Y', epsilon, 'sum-to-one')
    const expressions = new Expressions(arena, problem.first)
    const start = Array.from({ length: 5 }, () => [0.2, 0.2, 0.2])
    for (const [name, rows] of Object.entries({ X, Y, H, A: start })) {
      expressions.define(name, upload(arena, rows.length, (rows[0] as number[]).length, flat(rows)))
    }
    const solver = oneColumn(fpgd(steps), 'A', k, nearConvexColumns(epsilon[k] as number))
    update(expressions, problem.blocks[0] as Block, solver)
    const entries = download(arena, expressions.named('A'))
    return Array.from({ length: 5 }, (_, i) => [...entries.slice(3 * i, 3 * i + 3)])
  } finally {
    arena.release(backend.epoch)
  }
}

test('the other columns keep their bits, and no step between feasible weights lowers the loss any more', async () => {
  for (const k of [0, 1, 2]) {
    const A = await updated(k, 5000)
    const floor = -(epsilon[k] as number)
    A.forEach((row) => {
      expect(row.filter((_, l) => l !== k)).toEqual([0.2, 0.2])
      expect(row[k]).toBeGreaterThan(floor - 1e-12)
    })
    const lossOf = (weights: Rows) => distanceSquared(X, chain(Y, weights, H))
    const least = lossOf(A)
    for (let from = 0; from < 5; from++) {
      for (let to = 0; to < 5; to++) {
        const step = Math.min(1e-3, (A[from]?.[k] as number) - floor)
        const moved = A.map((row, i) =>
          row.map((a, l) => (l !== k ? a : a + step * (Number(i === to) - Number(i === from)))),
        )
        expect(lossOf(moved)).toBeGreaterThan(least - 1e-9)
      }
    }
  }
})
