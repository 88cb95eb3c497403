import { simplexNMF, simplexNMFSync } from 'deepmf'
import { type BasisName, simplexNMFProblem } from '../../../packages/deepmf/src/models/simplex-nmf/problem.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type ModelCase, negativity } from './model-case.js'

const centred = (rows: number[][]) => rows.map((row) => row.map((x) => x - 0.5))

/** Proportions of three vertices, none of which is a sample. */
const proportions = [
  [0.8, 0.1, 0, 0.2, 0.5, 0.1, 0.4, 0],
  [0.2, 0.9, 0.3, 0.3, 0.5, 0.8, 0.1, 0.6],
  [0, 0, 0.7, 0.5, 0, 0.1, 0.5, 0.4],
]

export const simplexNMFCase: ModelCase = {
  name: 'simplexNMF',
  fit: simplexNMF,
  fitSync: simplexNMFSync,
  X: uniformRows(12, 30, 74),
  options: { rank: 4 },
  settings: {
    'from random factors, fpgd': { options: { init: 'random', solver: 'fpgd' } },
    'admm from k-means': { options: { init: 'k-means', solver: 'admm' } },
    'a free basis': { options: { basis: 'free' }, X: centred(uniformRows(12, 30, 75)) },
    'a free basis, given': {
      options: { basis: 'free', init: { W: centred(uniformRows(12, 4, 1)), H: uniformRows(4, 30, 2) } },
      X: centred(uniformRows(12, 30, 75)),
    },
    'a free basis from random coefficients': { options: { basis: 'free', init: 'random' } },
    'more columns than rows of X': { options: { rank: 14, overcomplete: true } },
  },
  chain: ['W', 'H'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ W, H }, { basis }) => ({
    ...(basis === 'free' ? {} : { W: negativity(W) }),
    H: negativity(H),
    'columns of H': columnSumsOff(H),
  }),
  planted: {
    X: product(uniformRows(20, 3, 3), proportions),
    options: { rank: 3, maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  gradients: {
    problem: ({ basis }) => simplexNMFProblem(basis as BasisName),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{ basis: 'nonnegative' }, { basis: 'free' }],
    objective: (X, named, options) => simplexNMFCase.objective(X, named, options),
  },
  badInput: [
    { what: 'an unknown basis', options: { basis: 'any' }, code: 'ERR_INVALID_OPTION', option: 'basis' },
    {
      what: 'a start that needs signs',
      options: { basis: 'free', init: 'nndsvd' },
      code: 'ERR_INVALID_OPTION',
      option: 'init',
    },
    unknownStart,
    overcompleteInWords,
    { what: 'hals for sums', options: { solver: 'hals' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  ],
  sparse: true,
}
