import { minVolTriNMF, minVolTriNMFSync } from 'deepmf'
import {
  type MinVolTriNormalisation,
  minVolTriNMFProblem,
} from '../../../packages/deepmf/src/models/min-vol-tri-nmf/problem.js'
import { chain, distanceSquared, logVolume } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import type { ModelCase } from './model-case.js'
import { triBadInput, triViolations } from './tri-nmf.js'

const given = { W: uniformRows(12, 3, 1), S: uniformRows(3, 3, 2), H: uniformRows(3, 30, 3) }

export const minVolTriNMFCase: ModelCase = {
  name: 'minVolTriNMF',
  fit: minVolTriNMF,
  fitSync: minVolTriNMFSync,
  X: uniformRows(12, 30, 77),
  options: { ranks: [3, 4] },
  settings: {
    'S doubly stochastic, fpgd': {
      options: { normalisation: 'doubly-stochastic', ranks: [4, 4], solver: 'fpgd', volumeRatio: 0.01 },
    },
    'S doubly stochastic, given, a weight of its own': {
      options: { normalisation: 'doubly-stochastic', ranks: [3, 3], init: given, volumeWeight: 2, delta: 0.01 },
    },
    'from random factors': { options: { init: 'random', ranks: [4, 3] } },
  },
  chain: ['W', 'S', 'H'],
  reports: ['volumeWeight'],
  objective: (X, { W, S, H }, { volumeWeight, delta = 0.1 }) =>
    0.5 * distanceSquared(X, chain(W, S, H)) + 0.5 * (volumeWeight as number) * logVolume(S, delta as number),
  violations: (factors, { normalisation = 'stochastic' }) => triViolations(factors, { normalisation }),
  gradients: {
    problem: ({ normalisation, volumeWeight, delta = 0.1 }) =>
      minVolTriNMFProblem(normalisation as MinVolTriNormalisation, volumeWeight as number, delta as number),
    shapes: { W: [12, 4], S: [4, 4], H: [4, 30] },
    settings: [
      { volumeWeight: 2, normalisation: 'stochastic' },
      { volumeWeight: 0.3, delta: 1, normalisation: 'doubly-stochastic' },
    ],
    objective: (X, named, options) => minVolTriNMFCase.objective(X, named, options),
  },
  badInput: [
    ...triBadInput(),
    {
      what: 'no normalisation',
      options: { normalisation: 'none' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    { what: 'a negative weight', options: { volumeWeight: -1 }, code: 'ERR_INVALID_OPTION', option: 'volumeWeight' },
    {
      what: 'a weight and a ratio',
      options: { volumeWeight: 1, volumeRatio: 0.1 },
      code: 'ERR_INVALID_OPTION',
      option: 'volumeRatio',
    },
    { what: 'a delta of zero', options: { delta: 0 }, code: 'ERR_INVALID_OPTION', option: 'delta' },
  ],
  sparse: true,
}
