import { nonSmoothNMF, nonSmoothNMFSync } from 'deepmf'
import { nonSmoothNMFProblem } from '../../../packages/deepmf/src/models/non-smooth-nmf/problem.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, product, type Rows } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type ModelCase, negativity } from './model-case.js'

/** (1 - θ) I + θ / r 1 1ᵀ. */
export const smoothingRows = (rank: number, theta: number): Rows =>
  Array.from({ length: rank }, (_, i) =>
    Array.from({ length: rank }, (_, j) => (i === j ? 1 - theta : 0) + theta / rank),
  )

export const nonSmoothNMFCase: ModelCase = {
  name: 'nonSmoothNMF',
  fit: nonSmoothNMF,
  fitSync: nonSmoothNMFSync,
  X: uniformRows(12, 30, 78),
  options: { rank: 4 },
  settings: {
    'much smoothing, bpp': { options: { smoothing: 0.9, solver: 'bpp' } },
    'none, from snpa': { options: { smoothing: 0, init: 'snpa' } },
    'columns of W sum to one, fpgd': { options: { normalisation: 'W-columns', solver: 'fpgd' } },
    'multiplicative, given': {
      options: { solver: 'mu', smoothing: 0.3, init: { W: uniformRows(12, 4, 1), H: uniformRows(4, 30, 2) } },
    },
    'more columns than rows of X': { options: { rank: 14, overcomplete: true } },
  },
  chain: ['W', 'S', 'H'],
  objective: (X, { W, H }, { rank, smoothing = 0.5 }) =>
    0.5 * distanceSquared(X, chain(W, smoothingRows(rank as number, smoothing as number), H)),
  violations: ({ W, H }, { normalisation }) => ({
    W: negativity(W),
    H: negativity(H),
    ...(normalisation === 'W-columns' ? { 'columns of W': columnSumsOff(W) } : {}),
  }),
  planted: {
    X: chain(
      // Sparse enough for the smoothing.
      uniformRows(20, 3, 3).map((row) => row.map((x) => Math.max(0, x - 0.4))),
      smoothingRows(3, 0.5),
      uniformRows(3, 30, 4).map((row) => row.map((x) => Math.max(0, x - 0.4))),
    ),
    options: { rank: 3, maxIterations: 3000, tolerance: 1e-13 },
    error: 1e-3,
  },
  gradients: {
    problem: () => nonSmoothNMFProblem('none'),
    shapes: { W: [12, 4], S: [4, 4], H: [4, 30] },
    settings: [{}],
    // S is a constant of any entries here.
    objective: (X, { W, S, H }) => 0.5 * distanceSquared(X, product(product(W, S), H)),
  },
  badInput: [
    { what: 'a smoothing of one', options: { smoothing: 1 }, code: 'ERR_INVALID_OPTION', option: 'smoothing' },
    { what: 'a negative smoothing', options: { smoothing: -0.1 }, code: 'ERR_INVALID_OPTION', option: 'smoothing' },
    { what: 'another loss', options: { loss: 'itakura-saito' }, code: 'ERR_INVALID_OPTION', option: 'loss' },
    {
      what: 'a normalisation with a divergence',
      options: { loss: 'kullback-leibler', normalisation: 'W-columns' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    {
      what: 'hals with a divergence',
      options: { loss: 'kullback-leibler', solver: 'hals' },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    },
    {
      what: 'an order with a divergence',
      options: { loss: 'kullback-leibler', order: 'random' },
      code: 'ERR_INVALID_OPTION',
      option: 'order',
    },
    {
      what: 'a set that does not exist',
      options: { normalisation: 'x' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    unknownStart,
    overcompleteInWords,
  ],
  sparse: true,
}
