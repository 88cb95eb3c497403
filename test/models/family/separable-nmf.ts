import { separableNMF, separableNMFSync } from 'deepmf'
import { separableProblem } from '../../../packages/deepmf/src/models/separable-nmf/problem.js'
import { chain, distanceSquared } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type ModelCase, negativity } from './model-case.js'
import { columnSumsBeyondOne, pureMixture } from './points.js'

export const separableNMFCase: ModelCase = {
  name: 'separableNMF',
  fit: separableNMF,
  fitSync: separableNMFSync,
  X: uniformRows(12, 30, 79),
  options: { rank: 4 },
  settings: {
    'by spa': { options: { selection: 'spa' } },
    'spa, bpp': { options: { selection: 'spa', solver: 'bpp' } },
    'sums of one': { options: { coefficients: 'sum-to-one', solver: 'fpgd' } },
    'more columns than rows': { options: { rank: 14 } },
  },
  chain: ['W', 'H'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ H }, { selection, coefficients }) => ({
    H: negativity(H),
    'sums of H': coefficients === 'sum-to-one' ? columnSumsOff(H) : selection === 'spa' ? 0 : columnSumsBeyondOne(H),
  }),
  planted: { X: pureMixture(20, 4, 40, 81), options: {}, error: 1e-6 },
  gradients: {
    problem: () => separableProblem('nonnegative'),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{}],
    objective: (X, named, options) => separableNMFCase.objective(X, named, options),
  },
  badInput: [
    { what: 'more columns than there are', options: { rank: 7 }, code: 'ERR_RANK', option: 'rank' },
    { what: 'an unknown selection', options: { selection: 'pixels' }, code: 'ERR_INVALID_OPTION', option: 'selection' },
    {
      what: 'unknown coefficients',
      options: { coefficients: 'free' },
      code: 'ERR_INVALID_OPTION',
      option: 'coefficients',
    },
    { what: 'a start', options: { init: 'random' }, code: 'ERR_UNKNOWN_OPTION', option: 'init' },
  ],
  sparse: true,
}
