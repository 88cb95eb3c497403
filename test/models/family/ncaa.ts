import { ncaa, ncaaSync } from 'deepmf'
import { ncaaProblem } from '../../../packages/deepmf/src/models/ncaa/problem.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type Factors, type ModelCase, negativity, type Options } from './model-case.js'
import { badPoints, columnSumsBeyondOne, pureMixture } from './points.js'

const X = uniformRows(12, 30, 73)
const points = uniformRows(12, 5, 74)

export const ncaaCase: ModelCase = {
  name: 'ncaa',
  fit: ncaa,
  fitSync: ncaaSync,
  X,
  options: { rank: 3 },
  settings: {
    'global tuning, from clusters': {
      options: { tuning: 'global', support: 'hierarchical-clustering', points: 7, epsilonMax: 0.3, stageIterations: 3 },
    },
    'fixed epsilon, from k-means': { options: { epsilon: [0, 0.1, 0.2], support: 'k-means', solver: 'fpgd' } },
    'points given, sums of one': { options: { support: points, coefficients: 'sum-to-one', epsilon: 0.05 } },
    'all samples, wide tolerances': {
      options: {
        support: 'all',
        epsilonMin: 0.01,
        tuningTolerance: 0.1,
        fineTolerance: 0.01,
        stageIterations: 2,
        maxIterations: 100,
      },
    },
  },
  chain: ['W', 'H'],
  others: ['A'],
  objective: (X, { W, H }) => 0.5 * distanceSquared(X, chain(W, H)),
  violations: ({ A, H }, options) => ({
    'sums of A': columnSumsOff(A),
    'A below epsilon': below(A, options),
    H: negativity(H),
    'sums of H': options.coefficients === 'sum-to-one' ? columnSumsOff(H) : columnSumsBeyondOne(H),
  }),
  mayRise: 'an epsilon that becomes smaller takes archetypes back',
  planted: { X: pureMixture(20, 3, 30, 75), options: { maxIterations: 1000 }, error: 1e-6 },
  gradients: {
    problem: () => ncaaProblem('Y', [0, 0.1, 0.2], 'sum-at-most-one'),
    shapes: { Y: [12, 6], A: [6, 3], H: [3, 30] },
    settings: [{}],
    objective: (X, { Y, A, H }: Factors) => 0.5 * distanceSquared(X, chain(product(Y, A), H)),
  },
  badInput: [
    ...badPoints,
    { what: 'a negative epsilon', options: { epsilon: -1 }, code: 'ERR_INVALID_OPTION', option: 'epsilon' },
    { what: 'too few epsilons', options: { epsilon: [0.1] }, code: 'ERR_INVALID_OPTION', option: 'epsilon' },
    { what: 'one bad epsilon', options: { epsilon: [0.1, -2] }, code: 'ERR_INVALID_OPTION', option: 'epsilon[1]' },
    { what: 'tuning in other words', options: { tuning: 'best' }, code: 'ERR_INVALID_OPTION', option: 'tuning' },
    {
      what: 'tuning of what is fixed',
      options: { epsilon: 0.1, tuning: 'fine' },
      code: 'ERR_INVALID_OPTION',
      option: 'tuning',
    },
    { what: 'no epsilon to start from', options: { epsilonMin: 0 }, code: 'ERR_INVALID_OPTION', option: 'epsilonMin' },
    {
      what: 'the largest below the smallest',
      options: { epsilonMin: 0.1, epsilonMax: 0.01 },
      code: 'ERR_INVALID_OPTION',
      option: 'epsilonMax',
    },
    {
      what: 'a negative tolerance of tuning',
      options: { tuningTolerance: -1 },
      code: 'ERR_INVALID_OPTION',
      option: 'tuningTolerance',
    },
    {
      what: 'a fine tolerance in words',
      options: { fineTolerance: 'little' },
      code: 'ERR_INVALID_OPTION',
      option: 'fineTolerance',
    },
    {
      what: 'no sweeps',
      options: { stageIterations: 0 },
      code: 'ERR_INVALID_OPTION',
      option: 'stageIterations',
    },
    {
      what: 'coefficients without a bound',
      options: { coefficients: 'nonnegative' },
      code: 'ERR_INVALID_OPTION',
      option: 'coefficients',
    },
  ],
  signed: true,
  sparse: true,
}

/** How far entries are below what the options allow. */
function below(A: number[][], { epsilon, epsilonMax = 1 }: Options): number {
  const bounds = Array.isArray(epsilon) ? epsilon : (A[0] as number[]).map(() => (epsilon ?? epsilonMax) as number)
  return Math.max(0, ...A.flatMap((row) => row.map((entry, k) => -entry - (bounds[k] as number))))
}
