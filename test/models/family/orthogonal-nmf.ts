import { orthogonalNMF, orthogonalNMFSync } from 'deepmf'
import { orthogonalNMFProblem } from '../../../packages/deepmf/src/models/orthogonal-nmf/problem.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, product, type Rows, transposed } from '../../support/dense.js'
import { directions, uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'

const LEADS = 'multiplicative updates lead towards orthogonality, each step of them at some cost'

export const orthogonalNMFCase: ModelCase = {
  name: 'orthogonalNMF',
  fit: orthogonalNMF,
  fitSync: orthogonalNMFSync,
  X: directions(12, 30, 4, 74, 0.2),
  options: { rank: 4, solver: 'auto' },
  settings: {
    'from soda': { options: { init: 'soda' } },
    'no clusters to be found': { X: uniformRows(12, 30, 75) },
    'columns of W': { options: { orthogonal: 'W' }, X: transposed(directions(30, 12, 4, 76, 0.2)) },
    given: { options: { init: { W: uniformRows(12, 4, 1), H: uniformRows(4, 30, 2) } } },
    'in closed form': { options: { rank: 29, overcomplete: true } },
    'columns of W, in closed form': { options: { rank: 11, orthogonal: 'W' } },
    multiplicative: { options: { solver: 'mu' }, mayRise: LEADS },
    'multiplicative, columns of W': { options: { solver: 'mu', innerSteps: 1, orthogonal: 'W' }, mayRise: LEADS },
  },
  chain: ['W', 'H'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations({ W, H }, { solver, orthogonal }) {
    const signs = { W: negativity(W), H: negativity(H) }
    if (solver === 'mu') return signs
    const rows = orthogonal === 'W' ? transposed(W) : H
    return { ...signs, orthonormal: distanceSquared(product(rows, transposed(rows)), identity(rows.length)) }
  },
  planted: { X: directions(20, 40, 3, 77, 0), options: { rank: 3, init: 'snpa' }, error: 1e-6 },
  gradients: {
    problem: () => orthogonalNMFProblem('H'),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{}],
    objective: (X, named, options) => orthogonalNMFCase.objective(X, named, options),
  },
  badInput: [
    { what: 'no such factor', options: { orthogonal: 'X' }, code: 'ERR_INVALID_OPTION', option: 'orthogonal' },
    { what: 'more clusters than samples', options: { rank: 7, overcomplete: true }, code: 'ERR_RANK', option: 'rank' },
    {
      what: 'more clusters than features',
      options: { rank: 5, overcomplete: true, orthogonal: 'W' },
      code: 'ERR_RANK',
      option: 'rank',
    },
    unknownStart,
    overcompleteInWords,
    ...(['fpgd', 'hals', 'bpp', 'admm', 'pgd', 'als'] as const).map((solver) => ({
      what: `solver ${solver}`,
      options: { solver },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
      says: /'auto', 'mu'/,
    })),
  ],
  sparse: true,
}

const identity = (order: number): Rows =>
  Array.from({ length: order }, (_, i) => Array.from({ length: order }, (_, j) => (i === j ? 1 : 0)))
