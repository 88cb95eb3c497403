import { supervisedNMF, supervisedNMFSync } from 'deepmf'
import { supervisedNMFProblem } from '../../../packages/deepmf/src/models/supervised-nmf/problem.js'
import { overcompleteInWords } from '../../support/bad-input.js'
import { chain, distanceSquared, product } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { type ModelCase, negativity, type Options } from './model-case.js'

const classes = Array.from({ length: 30 }, (_, j) => (j + (j >> 2)) % 3)
const planted = uniformRows(4, 30, 88)

/** Y of a list of classes, or as it is given. */
const labelsOf = ({ labels }: Options): number[][] => {
  const list = labels as number[] | number[][]
  if (Array.isArray(list[0])) return list as number[][]
  return [0, 1, 2].map((k) => (list as number[]).map((label) => (label === k ? 1 : 0)))
}

export const supervisedNMFCase: ModelCase = {
  name: 'supervisedNMF',
  fit: supervisedNMF,
  fitSync: supervisedNMFSync,
  X: uniformRows(12, 30, 86),
  options: { rank: 4, labels: classes },
  settings: {
    'a large weight, from snpa, bpp': { options: { labelWeight: 10, init: 'snpa', solver: 'bpp' } },
    'a matrix of labels, fpgd': { options: { labels: uniformRows(5, 30, 87), labelWeight: 0.1, solver: 'fpgd' } },
    'hals from nndsvd': { options: { init: 'nndsvd', solver: 'hals' } },
  },
  chain: ['A', 'S'],
  others: ['B'],
  objective: (X, { A, B, S }, options) =>
    0.5 * distanceSquared(X, chain(A, S)) +
    0.5 * ((options.labelWeight as number | undefined) ?? 1) * distanceSquared(labelsOf(options), chain(B, S)),
  violations: ({ A, B, S }) => ({ A: negativity(A), B: negativity(B), S: negativity(S) }),
  transformDiffers: 'of new samples the labels are not known',
  planted: {
    X: product(uniformRows(20, 4, 89), planted),
    options: { labels: product(uniformRows(3, 4, 90), planted), maxIterations: 3000, tolerance: 1e-13 },
    error: 1e-3,
  },
  gradients: {
    problem: ({ labelWeight = 1 }) => supervisedNMFProblem(labelWeight as number),
    shapes: { A: [12, 4], B: [3, 4], S: [4, 30], Y: [3, 30] },
    settings: [{}, { labelWeight: 3 }],
    objective: (X, { Y, ...named }, options) => supervisedNMFCase.objective(X, named, { ...options, labels: Y }),
  },
  badInput: [
    { what: 'no labels', options: { labels: undefined }, code: 'ERR_INVALID_OPTION', option: 'labels' },
    { what: 'labels of other samples', options: { labels: [0, 1, 1] }, code: 'ERR_SHAPE', option: 'labels' },
    {
      what: 'half a class',
      options: { labels: [0, 1, 0.5, 1, 0, 1] },
      code: 'ERR_INVALID_OPTION',
      option: 'labels[2]',
    },
    {
      what: 'a class of -2',
      options: { labels: [0, 1, -2, 1, 0, 1] },
      code: 'ERR_INVALID_OPTION',
      option: 'labels[2]',
    },
    {
      what: 'a class in words',
      options: { labels: ['a', 1, 2, 1, 0, 1] },
      code: 'ERR_INVALID_OPTION',
      option: 'labels[0]',
    },
    {
      what: 'classes of nobody',
      options: { labels: new Int32Array(6).fill(-1) },
      code: 'ERR_INVALID_OPTION',
      option: 'labels',
    },
    { what: 'a matrix of other samples', options: { labels: [[1, 0, 1]] }, code: 'ERR_SHAPE', option: 'labels' },
    { what: 'a negative label', options: { labels: [[1, 0, 1, -1, 0, 1]] }, code: 'ERR_NEGATIVE', option: 'labels' },
    {
      what: 'a matrix without a known label',
      options: { labels: [[1, 2, 3, 4, 5, 6].map(() => Number.NaN)] },
      code: 'ERR_INVALID_MATRIX',
      option: 'labels',
    },
    { what: 'a weight of zero', options: { labelWeight: 0 }, code: 'ERR_INVALID_OPTION', option: 'labelWeight' },
    { what: 'factors as a start', options: { init: {} }, code: 'ERR_INVALID_OPTION', option: 'init' },
    { what: 'weights of another shape', options: { weights: [[1]] }, code: 'ERR_SHAPE', option: 'weights' },
    {
      what: 'fpgd for unknown labels',
      options: { labels: [0, 1, -1, 1, 0, 1], solver: 'fpgd' },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    },
    overcompleteInWords,
  ],
  sparse: true,
}
