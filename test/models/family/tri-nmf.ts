import { triNMF, triNMFSync } from 'deepmf'
import { triNMFProblem } from '../../../packages/deepmf/src/models/tri-nmf/problem.js'
import { type BadInput, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, transposed } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type Factors, type ModelCase, negativity, type Options } from './model-case.js'

/** Data that three small factors explain. */
export const threeFactors = chain(uniformRows(20, 3, 3), uniformRows(3, 4, 4), uniformRows(4, 30, 5))

const given = { W: uniformRows(12, 3, 1), S: uniformRows(3, 3, 2), H: uniformRows(3, 30, 3) }

export const triNMFCase: ModelCase = {
  name: 'triNMF',
  fit: triNMF,
  fitSync: triNMFSync,
  X: uniformRows(12, 30, 76),
  options: { ranks: [3, 4] },
  settings: {
    'more columns of W than rows of H, fpgd from snpa': { options: { ranks: [5, 2], init: 'snpa', solver: 'fpgd' } },
    multiplicative: { options: { solver: 'mu', ranks: [3, 3] } },
    'W and H stochastic': { options: { normalisation: 'stochastic' } },
    'S doubly stochastic, given': { options: { normalisation: 'doubly-stochastic', ranks: [3, 3], init: given } },
    'W and H towards orthonormality': {
      options: { orthogonal: 'both', init: 'k-means' },
      mayRise: 'the updates of Ding, Li, Peng and Park do not promise it',
    },
  },
  chain: ['W', 'S', 'H'],
  objective: (X, { W, S, H }) => 0.5 * distanceSquared(X, chain(W, S, H)),
  violations: triViolations,
  planted: { X: threeFactors, options: { ranks: [3, 4], maxIterations: 2000, tolerance: 1e-13 }, error: 1e-3 },
  gradients: {
    problem: () => triNMFProblem('none'),
    shapes: { W: [12, 3], S: [3, 4], H: [4, 30] },
    settings: [{}],
    objective: (X, named, options) => triNMFCase.objective(X, named, options),
  },
  badInput: [
    ...triBadInput(),
    {
      what: 'a set that does not exist',
      options: { normalisation: 'x' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    {
      what: 'an unknown orthogonality',
      options: { orthogonal: 'S' },
      code: 'ERR_INVALID_OPTION',
      option: 'orthogonal',
    },
    {
      what: 'orthonormal vectors that sum to one',
      options: { orthogonal: 'W', normalisation: 'stochastic' },
      code: 'ERR_INVALID_OPTION',
      option: 'orthogonal',
    },
  ],
  sparse: true,
}

/** How far three factors are outside of what a normalisation asks for. */
export function triViolations({ W, S, H }: Factors, { normalisation }: Options): Record<string, number> {
  const signs = { W: negativity(W), S: negativity(S), H: negativity(H) }
  if (normalisation === 'stochastic') return { ...signs, 'columns of W': columnSumsOff(W), 'of H': columnSumsOff(H) }
  if (normalisation !== 'doubly-stochastic') return signs
  return { ...signs, 'columns of S': columnSumsOff(S), 'rows of S': columnSumsOff(transposed(S)) }
}

/** What all models of three factors refuse, of data of 4 x 6. */
export function triBadInput(): BadInput[] {
  const ranks = (what: string, value: unknown, option = 'ranks') =>
    ({ what, options: { ranks: value }, code: 'ERR_RANK', option }) as const
  const ones = (m: number, n: number) => Array.from({ length: m }, () => new Array<number>(n).fill(1))
  const init = { W: ones(4, 3), S: ones(3, 4), H: ones(4, 6) }
  return [
    ranks('no ranks', undefined),
    ranks('one rank', [3]),
    ranks('three ranks', [3, 3, 3]),
    ranks('a rank that is no array', 3),
    ranks('rank 0', [3, 0], 'ranks[1]'),
    ranks('more columns of W than rows of X', [5, 2], 'ranks[0]'),
    ranks('more rows of H than columns of X', [2, 7], 'ranks[1]'),
    {
      what: 'a doubly stochastic S that is not square',
      options: { ranks: [2, 3], normalisation: 'doubly-stochastic' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    unknownStart,
    { what: 'a start without S', options: { init: { W: ones(4, 3), H: ones(4, 6) } }, code: 'ERR_INVALID_OPTION' },
    {
      what: 'a start of another shape',
      options: { init: { ...init, S: ones(4, 3) } },
      code: 'ERR_SHAPE',
      option: 'init.S',
    },
    {
      what: 'a negative start',
      options: { init: { ...init, H: ones(4, 6).map((row) => row.map(() => -1)) } },
      code: 'ERR_NEGATIVE',
      option: 'init.H',
    },
    { what: 'hals between two factors', options: { solver: 'hals' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  ]
}
