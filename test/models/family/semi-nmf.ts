import { semiNMF, semiNMFSync } from 'deepmf'
import { semiNMFProblem } from '../../../packages/deepmf/src/models/semi-nmf/problem.js'
import { overcompleteInWords } from '../../support/bad-input.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'

const centred = (rows: number[][]) => rows.map((row) => row.map((x) => x - 0.5))

export const semiNMFCase: ModelCase = {
  name: 'semiNMF',
  fit: semiNMF,
  fitSync: semiNMFSync,
  X: centred(uniformRows(12, 30, 72)),
  options: { rank: 4 },
  settings: {
    'from k-means, bpp': { options: { init: 'k-means', solver: 'bpp' } },
    'hals from snpa': { options: { init: 'snpa', solver: 'hals' } },
    multiplicative: { options: { solver: 'mu' } },
    'given, fpgd': {
      options: { solver: 'fpgd', init: { W: centred(uniformRows(12, 4, 1)), H: uniformRows(4, 30, 2) } },
    },
    'more columns than rows of X': { options: { rank: 14, overcomplete: true } },
  },
  chain: ['W', 'H'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ H }) => ({ H: negativity(H) }),
  planted: {
    X: product(centred(uniformRows(20, 3, 3)), uniformRows(3, 40, 4)),
    options: { rank: 3, maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  gradients: {
    problem: () => semiNMFProblem(),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{}],
    objective: (X, named, options) => semiNMFCase.objective(X, named, options),
  },
  badInput: [
    { what: 'a start that needs signs', options: { init: 'nndsvd' }, code: 'ERR_INVALID_OPTION', option: 'init' },
    {
      what: 'a start with a negative H',
      options: {
        rank: 2,
        init: {
          W: [
            [1, 1],
            [1, 1],
            [1, 1],
            [1, 1],
          ],
          H: [
            [1, 1, 1, 1, 1, -1],
            [1, 1, 1, 1, 1, 1],
          ],
        },
      },
      code: 'ERR_NEGATIVE',
      option: 'init.H',
    },
    { what: 'a normalisation', options: { normalisation: 'none' }, code: 'ERR_UNKNOWN_OPTION' },
    overcompleteInWords,
  ],
  signed: true,
  sparse: true,
}
