import { Matrix } from 'deepmf'
import { describe, test } from 'vitest'
import { FAMILY } from '../models/family/index.js'
import { type AnyFit, type ModelCase, runModel, settingsOf } from '../models/family/model-case.js'
import { historyOf, numbersOf } from './support/fits.js'
import { openLanes, sameInEveryLane } from './support/lanes.js'

// Every model of one layer in all its settings, in float32, and what it makes of new samples: the same bytes everywhere.

const lanes = await openLanes()

async function outputsOf(fit: AnyFit, model: ModelCase, X: Matrix | number[][]) {
  const names = [...model.chain, ...(model.others ?? [])]
  const history = historyOf(fit.history)
  const transformed = await fit.transform(X, { maxIterations: 5 })
  const reconstruction = fit.reconstruct()
  const matrices = Object.fromEntries(names.map((name) => [name, fit[name] as Matrix]))
  return { ...numbersOf({ ...matrices, transformed, reconstruction }), history, stoppedBy: fit.stoppedBy }
}

describe.each(FAMILY)('$name', (model) => {
  for (const { name, X, options } of settingsOf(model)) {
    for (const precision of name === 'alone' ? (['float64', 'float32'] as const) : (['float64'] as const)) {
      test(`${name}, ${precision}`, async () => {
        await sameInEveryLane(lanes, async ({ backend, threads }) => {
          const on = backend === 'native' ? { backend, threads } : { backend }
          const data = Matrix.from(X, { precision })
          const fit = await runModel(model, data, { seed: 11, maxIterations: 6, tolerance: 0, ...options, ...on })
          return outputsOf(fit, model, data)
        })
      })
    }
  }
})
