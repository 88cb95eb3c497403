import { type CPDOptions, cpd, Tensor } from 'deepmf'
import { test } from 'vitest'
import { randomTensor } from '../support/tensors.js'
import { historyOf, numbersOf } from './support/fits.js'
import { openLanes, sameInEveryLane } from './support/lanes.js'

// Decompositions of tensors, what they rebuild and what they make of new slices: the same bytes in every lane.

const lanes = await openLanes()
const three = Tensor.from(randomTensor([11, 9, 14], true, 1))
const signed = Tensor.from(randomTensor([11, 9, 14], false, 2))
const four = Tensor.from(randomTensor([5, 7, 4, 6], true, 3))
const large = Tensor.from(randomTensor([61, 23, 47], true, 4))
const single = Tensor.from(three, { precision: 'float32' })

const cases: [string, Tensor, Omit<CPDOptions, 'rank'> & { rank?: number }][] = [
  ['plain, auto', signed, {}],
  ['plain, als from singular vectors', signed, { solver: 'als', init: 'svd' }],
  ['plain, l2', signed, { l2: 0.1 }],
  ['nonnegative, auto', three, { nonnegative: true }],
  ['nonnegative, bpp from singular vectors', three, { nonnegative: true, solver: 'bpp', init: 'svd' }],
  ['mixed, fpgd', three, { nonnegative: [true, false, true], solver: 'fpgd' }],
  ['four modes, hals', four, { nonnegative: true, solver: 'hals' }],
  ['four modes, more components than sizes', four, { rank: 9, init: 'svd' }],
  ['large, threads', large, { nonnegative: true, rank: 21, maxIterations: 3 }],
  ['float32', single, {}],
  ['float32, nonnegative', single, { nonnegative: true, init: 'svd' }],
]

test.each(cases)('cpd: %s', async (_, T, options) => {
  await sameInEveryLane(lanes, async ({ backend, threads }) => {
    const on = backend === 'native' ? { backend, threads } : { backend }
    const settings = { rank: 4, seed: 11, maxIterations: 6, tolerance: 0, ...options, ...on }
    const fit = await cpd(T, settings)
    const transformed = await fit.transform(T)
    const rebuilt = fit.reconstruct()
    const matrices = Object.fromEntries(fit.factors.map((factor, mode) => [`A${mode + 1}`, factor]))
    const reconstruction = rebuilt.toArray()
    rebuilt.dispose()
    const { weights, history, stoppedBy } = fit
    return {
      ...numbersOf({ ...matrices, transformed }),
      weights,
      reconstruction,
      history: historyOf(history),
      stoppedBy,
    }
  })
})
