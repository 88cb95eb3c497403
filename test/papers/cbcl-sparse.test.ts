import { type Matrix, meanColumnSparsity, nmf, nonSmoothNMF, readMatMatrix, sparseNMF } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'

// CBCL faces with 49 features. De Handschutter, thesis (2023), section 6.2: a level for the mean of all columns of W costs
// less than the same one for each; survey (2021), section 3.2.3: smoothing makes the features sparse.
test('sparse features of faces cost little', async (context) => {
  const X: Matrix = await readMatMatrix(await dataFile(context, 'faces/CBCL.mat'), 'X')
  const options = { rank: 49, init: 'snpa', seed: 1, maxIterations: 60 } as const
  using plain = await nmf(X, options)
  using each = await sparseNMF(X, { ...options, sparsity: { W: { hoyer: 0.8 } } })
  using group = await sparseNMF(X, { ...options, sparsity: { W: { hoyer: 0.8, per: 'group' } } })
  using smooth = await nonSmoothNMF(X, { ...options, smoothing: 0.5 })
  const fits = { nmf: plain, 'each 0.8': each, 'mean 0.8': group, 'smoothing 0.5': smooth }
  const shown = Object.entries(fits).map(([name, { W, history }]) => {
    const error = history.at(-1)?.dataErrors[0] as number
    return `${name}: error ${error.toFixed(4)}, sparsity of W ${meanColumnSparsity(W).toFixed(3)}`
  })
  console.log(`CBCL, rank 49: ${shown.join('; ')}`)
  expect(each.hoyer.W).toBeGreaterThan(0.8 - 1e-9)
  expect(group.hoyer.W).toBeGreaterThan(0.8 - 1e-9)
  expect(meanColumnSparsity(plain.W)).toBeLessThan(0.75)
  expect(meanColumnSparsity(smooth.W)).toBeGreaterThan(meanColumnSparsity(plain.W))
  expect(group.loss).toBeLessThan(each.loss)
  expect(Math.sqrt(group.loss / plain.loss)).toBeLessThan(1.3)
}, 180_000)
