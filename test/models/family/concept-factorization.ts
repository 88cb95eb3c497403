import { conceptFactorization, conceptFactorizationSync } from 'deepmf'
import { chain, distanceSquared, normSquared, transposed } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'

export const conceptFactorizationCase: ModelCase = {
  name: 'conceptFactorization',
  fit: conceptFactorization,
  fitSync: conceptFactorizationSync,
  X: uniformRows(12, 30, 86),
  options: { rank: 3 },
  settings: {
    'from clusters, fpgd': { options: { init: 'k-means', solver: 'fpgd' } },
    'auto, at random': { options: { init: 'random', solver: 'auto' } },
  },
  chain: ['W', 'H'],
  others: ['C'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ W, C, H }) => ({
    C: negativity(C),
    H: negativity(H),
    'lengths of concepts': Math.max(...transposed(W).map((w) => Math.abs(normSquared([w]) - 1))),
  }),
  badInput: [
    { what: 'an unknown kernel', options: { kernel: 'gaussian' }, code: 'ERR_INVALID_OPTION', option: 'kernel' },
    { what: 'a kernel of no shape', options: { kernel: 'precomputed' }, code: 'ERR_SHAPE', option: 'X' },
    {
      what: 'a kernel that is not symmetric',
      data: uniformRows(4, 4, 1),
      options: { kernel: 'precomputed' },
      code: 'ERR_INVALID_MATRIX',
      option: 'X',
    },
    { what: 'an unknown start', options: { init: 'snpa' }, code: 'ERR_INVALID_OPTION', option: 'init' },
  ],
}
