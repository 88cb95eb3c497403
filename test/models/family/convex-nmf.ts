import { convexNMF, convexNMFSync } from 'deepmf'
import { convexProblem } from '../../../packages/deepmf/src/models/shared/mixtures/convex-problem.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { type Factors, type ModelCase, negativity } from './model-case.js'
import { badPoints, pureMixture } from './points.js'

export const convexNMFCase: ModelCase = {
  name: 'convexNMF',
  fit: convexNMF,
  fitSync: convexNMFSync,
  X: uniformRows(12, 30, 83).map((row) => row.map((x) => x - 0.4)),
  options: { rank: 3 },
  settings: {
    'multiplicative, at random': { options: { solver: 'mu', init: 'random' } },
    'points given': { options: { support: uniformRows(12, 6, 84) } },
    'extreme points, fpgd': { options: { support: 'snpa', points: 8, solver: 'fpgd' } },
  },
  chain: ['W', 'H'],
  others: ['C'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ C, H }) => ({ C: negativity(C), H: negativity(H) }),
  planted: { X: pureMixture(20, 3, 30, 85), options: { maxIterations: 3000, tolerance: 1e-13 }, error: 1e-3 },
  gradients: {
    problem: () => convexProblem('Y'),
    shapes: { Y: [12, 6], C: [6, 3], H: [3, 30] },
    settings: [{}],
    objective: (X, { Y, C, H }: Factors) => 0.5 * distanceSquared(X, chain(product(Y, C), H)),
  },
  badInput: [
    ...badPoints,
    { what: 'an unknown start', options: { init: 'snpa' }, code: 'ERR_INVALID_OPTION', option: 'init' },
    {
      what: 'a closed form',
      options: { solver: 'als' },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    },
  ],
  signed: true,
}
