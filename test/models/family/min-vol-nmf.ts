import { minVolNMF, minVolNMFSync } from 'deepmf'
import { minVolNMFProblem } from '../../../packages/deepmf/src/models/min-vol-nmf/problem.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, logVolume, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsBeyond, columnSumsOff, type ModelCase, negativity } from './model-case.js'

export const minVolNMFCase: ModelCase = {
  name: 'minVolNMF',
  fit: minVolNMF,
  fitSync: minVolNMFSync,
  X: uniformRows(12, 30, 73),
  options: { rank: 4 },
  settings: {
    'columns of H sum to one, from random factors': { options: { normalisation: 'H-simplex', init: 'random' } },
    'columns of W sum to one': { options: { normalisation: 'W-columns', volumeRatio: 0.5 } },
    'a weight of its own, fpgd': { options: { volumeWeight: 3, delta: 0.01, solver: 'fpgd' } },
    'given, columns of H sum to one': {
      options: { normalisation: 'H-simplex', init: { W: uniformRows(12, 4, 1), H: uniformRows(4, 30, 2) } },
    },
    'more columns than rows of X': { options: { rank: 14, overcomplete: true, normalisation: 'W-columns' } },
  },
  chain: ['W', 'H'],
  reports: ['volumeWeight'],
  objective: (X, { W, H }, { volumeWeight, delta = 0.1 }) =>
    0.5 * distanceSquared(X, chain(W, H)) + 0.5 * (volumeWeight as number) * logVolume(W, delta as number),
  violations({ W, H }, { normalisation }) {
    const signs = { W: negativity(W), H: negativity(H) }
    if (normalisation === 'W-columns') return { ...signs, 'columns of W': columnSumsOff(W) }
    if (normalisation === 'H-simplex') return { ...signs, 'columns of H': columnSumsOff(H) }
    return { ...signs, 'columns of H': columnSumsBeyond(H) }
  },
  planted: {
    // Every column of W is a sample.
    X: product(uniformRows(20, 3, 3), [
      [1, 0, 0, 0.2, 0.5, 0.1, 0.4],
      [0, 1, 0, 0.3, 0.5, 0.8, 0.1],
      [0, 0, 1, 0.5, 0.0, 0.1, 0.5],
    ]),
    options: { rank: 3 },
    error: 1e-6,
  },
  gradients: {
    problem: ({ volumeWeight, delta = 0.1 }) => minVolNMFProblem('H-columns', volumeWeight as number, delta as number),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{ volumeWeight: 2 }, { volumeWeight: 0.3, delta: 1 }],
    objective: (X, named, options) => minVolNMFCase.objective(X, named, options),
  },
  badInput: [
    { what: 'a negative weight', options: { volumeWeight: -1 }, code: 'ERR_INVALID_OPTION', option: 'volumeWeight' },
    { what: 'a negative ratio', options: { volumeRatio: -1 }, code: 'ERR_INVALID_OPTION', option: 'volumeRatio' },
    {
      what: 'a weight and a ratio',
      options: { volumeWeight: 1, volumeRatio: 0.1 },
      code: 'ERR_INVALID_OPTION',
      option: 'volumeRatio',
    },
    { what: 'a delta of zero', options: { delta: 0 }, code: 'ERR_INVALID_OPTION', option: 'delta' },
    {
      what: 'no normalisation',
      options: { normalisation: 'none' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    unknownStart,
    overcompleteInWords,
    { what: 'hals for sums', options: { solver: 'hals' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  ],
  sparse: true,
}
