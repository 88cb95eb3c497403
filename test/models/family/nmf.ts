import { nmf, nmfSync } from 'deepmf'
import { nmfProblem } from '../../../packages/deepmf/src/models/nmf/problem.js'
import { good, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, normSquared } from '../../support/dense.js'
import { lowRankRows, uniformRows } from '../../support/random.js'
import { type ModelCase, negativity, type Options } from './model-case.js'

const tooSmall = { W: good.map(([a, b]) => [a * 1e-312, b * 1e-312]), H: [good[0], good[1]] }

const weightsOf = (option: unknown) =>
  typeof option === 'number' ? { W: option, H: option } : { W: 0, H: 0, ...(option as object | undefined) }

export const nmfCase: ModelCase = {
  name: 'nmf',
  fit: nmf,
  fitSync: nmfSync,
  X: uniformRows(12, 30, 71),
  options: { rank: 4 },
  settings: {
    'l1 on both': { options: { l1: 0.3 } },
    'l1 on H': { options: { l1: { H: 0.3 } } },
    'l1 on W': { options: { l1: { W: 0.2 }, solver: 'fpgd' } },
    'l2 on both': { options: { l2: 0.5, solver: 'hals' } },
    'l1 and l2, bpp': { options: { l1: 0.1, l2: { W: 0.1, H: 0.3 }, solver: 'bpp' } },
    'l1 on H, columns of W sum to one': { options: { l1: { H: 0.1 }, normalisation: 'W-columns' } },
    'l2 on H, multiplicative': { options: { l2: 0.2, solver: 'mu' } },
  },
  chain: ['W', 'H'],
  objective(X, { W, H }, options) {
    const [l1, l2] = [weightsOf(options.l1), weightsOf(options.l2)]
    const of = (weights: { W: number; H: number }, size: (a: number[][]) => number) =>
      weights.W * size(W) + weights.H * size(H)
    return (
      0.5 * distanceSquared(X, chain(W, H)) +
      of(l1, (a) => a.flat().reduce((s, x) => s + x, 0)) +
      0.5 * of(l2, normSquared)
    )
  },
  violations: ({ W, H }, options) => ({ W: negativity(W), H: negativity(H), ...lengths(W, H, options) }),
  planted: { X: lowRankRows(20, 30, 3, 5), options: { rank: 3, maxIterations: 2000, tolerance: 1e-13 }, error: 1e-4 },
  gradients: {
    problem: (options) => nmfProblem({ normalisation: 'none', l1: weightsOf(options.l1), l2: weightsOf(options.l2) }),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{}, { l1: 0.3 }, { l2: { H: 2 }, l1: { W: 0.1 } }],
    objective: (X, named, options) => nmfCase.objective(X, named, options),
  },
  badInput: [
    { what: 'rank 5 of 4 x 6', options: { rank: 5 }, code: 'ERR_RANK', option: 'rank', says: /received 5/ },
    { what: 'rank 0, in words', options: { rank: 0 }, code: 'ERR_RANK', option: 'rank', says: /received 0.*1 to 4/ },
    { what: 'a start of another shape', options: { init: { W: good, H: good } }, code: 'ERR_SHAPE', option: 'init.W' },
    { what: 'a start of a tiny scale', options: { init: tooSmall }, code: 'ERR_SCALE', option: 'init.W' },
    {
      what: 'a start with a negative entry',
      options: { init: { W: good.map(([a]) => [a, -1]), H: [good[0], good[1]] } },
      code: 'ERR_NEGATIVE',
    },
    { what: 'a negative l1', options: { l1: -1 }, code: 'ERR_INVALID_OPTION', option: 'l1' },
    { what: 'a negative l1 of H', options: { l1: { H: -1 } }, code: 'ERR_INVALID_OPTION', option: 'l1.H' },
    { what: 'an l2 in words', options: { l2: 'much' }, code: 'ERR_INVALID_OPTION', option: 'l2' },
    { what: 'an l2 of no factor', options: { l2: { S: 1 } }, code: 'ERR_UNKNOWN_OPTION', option: 'S' },
    {
      what: 'l1 of one factor with a divergence',
      options: { l1: { H: 1 }, loss: 'kullback-leibler' },
      code: 'ERR_INVALID_OPTION',
      option: 'l1',
      says: /both factors/,
    },
    { what: 'l1 with Itakura-Saito', options: { l1: 1, loss: 0 }, code: 'ERR_INVALID_OPTION', option: 'l1' },
    { what: 'l2 with a divergence', options: { l2: 1, loss: 1 }, code: 'ERR_INVALID_OPTION', option: 'l2' },
    {
      what: 'a set that does not exist',
      options: { normalisation: 'x' },
      code: 'ERR_INVALID_OPTION',
      option: 'normalisation',
    },
    unknownStart,
    {
      what: 'a closed form for factors in a set',
      options: { solver: 'als' },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    },
  ],
  sparse: true,
}

/** Where one factor alone is penalised, the vectors of the other one have a length of at most one. */
function lengths(W: number[][], H: number[][], options: Options): Record<string, number> {
  const [l1, l2] = [weightsOf(options.l1), weightsOf(options.l2)]
  const [w, h] = [l1.W + l2.W > 0, l1.H + l2.H > 0]
  if (w === h || options.normalisation !== undefined) return {}
  const vectors = h ? (W[0] as number[]).map((_, k) => W.map((row) => row[k] as number)) : H
  return { 'length beyond one': Math.max(0, Math.max(...vectors.map((v) => Math.sqrt(normSquared([v])))) - 1) }
}
