import { archetypalAnalysis, archetypalAnalysisSync } from 'deepmf'
import { archetypalProblem } from '../../../packages/deepmf/src/models/archetypal-analysis/problem.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type Factors, type ModelCase, negativity, type Options } from './model-case.js'
import { badPoints, columnSumsBeyondOne, pureMixture } from './points.js'

const X = uniformRows(12, 30, 76).map((row) => row.map((x) => x - 0.3))
const points = uniformRows(12, 6, 77)

const setting = ({ delta = 0, hullWeight, l1 = 0, coefficients = 'sum-to-one' }: Options) =>
  ({ delta, hullWeight, l1, coefficients }) as Parameters<typeof archetypalProblem>[1]

const sum = (a: number[][]) => a.flat().reduce((total, x) => total + x, 0)

/** The points of a setting of the case. */
const pointsOf = (X: number[][], { support = 'all' }: Options) => (support === 'all' ? X : (support as number[][]))

export const archetypalAnalysisCase: ModelCase = {
  name: 'archetypalAnalysis',
  fit: archetypalAnalysis,
  fitSync: archetypalAnalysisSync,
  X,
  options: { rank: 3 },
  settings: {
    'sums within 1 ± delta, points given': { options: { delta: 0.2, support: points, solver: 'fpgd' } },
    'the distance to the hull counts': { options: { hullWeight: 0.5, support: points } },
    'sparse weights': { options: { l1: 0.4 } },
    'extreme points, sums of at most one': {
      options: { support: 'snpa', points: 8, init: 'snpa', coefficients: 'sum-at-most-one' },
    },
    'central points': { options: { support: 'k-means', points: 5 } },
  },
  chain: ['W', 'H'],
  others: ['A'],
  objective(X, { W, H, A }, options) {
    const { hullWeight = 0, l1 = 0 } = options as { hullWeight?: number; l1?: number }
    const apart = hullWeight > 0 ? distanceSquared(W, product(pointsOf(X, options), A)) : 0
    return 0.5 * distanceSquared(X, chain(W, H)) + 0.5 * hullWeight * apart + l1 * sum(A)
  },
  violations: ({ A, H }, options) => ({
    A: negativity(A),
    'sums of A': 'l1' in options ? 0 : Math.max(0, columnSumsOff(A) - ((options.delta as number | undefined) ?? 0)),
    H: negativity(H),
    'sums of H': options.coefficients === 'sum-at-most-one' ? columnSumsBeyondOne(H) : columnSumsOff(H),
  }),
  planted: { X: pureMixture(20, 3, 30, 78), options: {}, error: 1e-6 },
  gradients: {
    problem: (options) => archetypalProblem('Y', setting(options)),
    shapes: { Y: [12, 6], A: [6, 3], H: [3, 30], W: [12, 3] },
    settings: [{}, { delta: 0.1 }, { l1: 0.3 }, { hullWeight: 2 }],
    objective: (X, { W, Y, A, H }: Factors, options) =>
      archetypalAnalysisCase.objective(
        X,
        { W: 'hullWeight' in options ? W : product(Y, A), H, A },
        { ...options, support: Y },
      ),
  },
  badInput: [
    ...badPoints,
    { what: 'an unknown start', options: { init: 'random' }, code: 'ERR_INVALID_OPTION', option: 'init' },
    { what: 'a delta of one', options: { delta: 1 }, code: 'ERR_INVALID_OPTION', option: 'delta' },
    { what: 'a negative l1', options: { l1: -1 }, code: 'ERR_INVALID_OPTION', option: 'l1' },
    { what: 'no hull weight', options: { hullWeight: 0 }, code: 'ERR_INVALID_OPTION', option: 'hullWeight' },
    { what: 'delta with l1', options: { l1: 1, delta: 0.1 }, code: 'ERR_INVALID_OPTION', option: 'delta' },
    { what: 'a hull with l1', options: { l1: 1, hullWeight: 1 }, code: 'ERR_INVALID_OPTION', option: 'hullWeight' },
    {
      what: 'coefficients without a bound',
      options: { coefficients: 'nonnegative' },
      code: 'ERR_INVALID_OPTION',
      option: 'coefficients',
    },
  ],
  signed: true,
}
