import { deepMF, multilayerNMF, readMatMatrix } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'

// De Handschutter, thesis (2023), section 6.2.2, figures 6.5 and 6.6, without the sparsity: CBCL
// faces, ranks 100, 49, 25, SNPA starts. Errors are squared, relative to the norm at the start.
const ITERATIONS = 150

interface Fit {
  history: readonly {
    iteration: number
    layer: number
    layerErrors: readonly number[]
    layerNorms: readonly number[]
  }[]
}

/** ‖W_{l-1} - W_l H_l‖² / ‖W_{l-1}(0)‖² at the end. */
function layerErrors({ history }: Fit): number[] {
  const last = history[history.length - 1]
  return last.layerErrors.map((error, l) => {
    const start = history.find((entry) => entry.layerNorms[l] !== undefined)?.layerNorms[l] as number
    return (error * (last.layerNorms[l] / start)) ** 2
  })
}

test('the layer-centric loss brings the deeper layers of CBCL to 1e-3, the sequential one does not', async (context) => {
  const X = await readMatMatrix(await dataFile(context, 'faces/CBCL.mat'), 'X')
  const options = {
    ranks: [100, 49, 25],
    decompose: 'features',
    init: 'snpa',
    seed: 1,
    maxIterations: ITERATIONS,
    tolerance: 0,
  } as const
  const joint = await deepMF(X, options)
  const sequential = await multilayerNMF(X, { ...options, solver: 'fpgd', maxIterations: 100 })
  const [lc, mmf] = [layerErrors(joint), layerErrors(sequential)]
  const shown = (errors: number[]) => errors.map((error) => error.toExponential(2)).join(', ')
  console.log(`CBCL layer errors: layer-centric ${shown(lc)}; multilayer ${shown(mmf)}`)
  for (const l of [1, 2]) {
    expect(lc[l]).toBeLessThan(1e-3)
    expect(mmf[l]).toBeGreaterThan(10 * lc[l])
    expect(mmf[l]).toBeGreaterThan(1e-2)
  }
  expect(mmf[0]).toBeLessThan(lc[0])
}, 300_000)
