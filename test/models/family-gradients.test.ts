import { loadBackend } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { Arena } from '../../packages/deepmf/src/problem/arena.js'
import { Expressions } from '../../packages/deepmf/src/problem/expressions.js'
import { upload } from '../../packages/deepmf/src/problem/transfer.js'
import { flat, type Rows } from '../support/dense.js'
import { assembledGradient, differences } from '../support/gradients.js'
import { uniformRows } from '../support/random.js'
import { FAMILY } from './family/index.js'
import type { ModelCase } from './family/model-case.js'

// The gradient of every block, penalties included, against central differences of the objective.

const withGradients = FAMILY.filter(({ gradients }) => gradients !== undefined).flatMap((model) =>
  (model.gradients as NonNullable<ModelCase['gradients']>).settings.map((options) => ({
    name: `${model.name} ${JSON.stringify(options)}`,
    model,
    options,
  })),
)

describe('gradients', () => {
  test.each(withGradients)('$name', async ({ model, options }) => {
    const { problem: problemOf, shapes, objective } = model.gradients as NonNullable<ModelCase['gradients']>
    const problem = problemOf(options)
    const backend = await loadBackend('native')
    const arena = new Arena(backend, 64)
    try {
      const expressions = new Expressions(arena, problem.first)
      const { X } = model
      const named: Record<string, Rows> = Object.fromEntries(
        Object.entries(shapes).map(([name, [rows, cols]], k) => [name, uniformRows(rows, cols, 80 + k)]),
      )
      for (const [name, rows] of Object.entries({ X, ...named })) {
        expressions.define(name, upload(arena, rows.length, (rows[0] as number[]).length, flat(rows)))
      }
      for (const block of problem.blocks) {
        const expected = differences(() => objective(X, named, options), named[block.factor] as Rows)
        const actual = assembledGradient(expressions, block)
        expect(actual.length).toBe(expected.length)
        for (const [i, value] of expected.entries()) {
          expect(Math.abs((actual[i] as number) - value), `${block.factor}[${i}]`).toBeLessThan(
            1e-6 * (1 + Math.abs(value)),
          )
        }
      }
    } finally {
      arena.release(backend.epoch)
    }
  })
})
