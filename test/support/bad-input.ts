import { uniformRows } from './random.js'

/** What is wrong with a call, and what the error has to say. */
export interface BadInput {
  what: string
  data?: unknown
  options: Record<string, unknown>
  code: string
  option?: string
  says?: RegExp
}

/** Good data, 4 x 6. */
export const good = uniformRows(4, 6, 41)

/** The same with one cell replaced. */
export const withCell = (value: unknown) => good.map((row, i) => row.map((x, j) => (i === 1 && j === 2 ? value : x)))

/** The same in another unit. */
export const times = (scale: number) => good.map((row) => row.map((x) => x * scale))

/** Data that no model takes. */
export const badData: BadInput[] = [
  { what: 'NaN', data: withCell(Number.NaN), options: {}, code: 'ERR_NOT_FINITE', says: /NaN/ },
  { what: 'infinity', data: withCell(Number.POSITIVE_INFINITY), options: {}, code: 'ERR_NOT_FINITE', says: /Infinity/ },
  { what: 'a word', data: withCell('three'), options: {}, code: 'ERR_INVALID_MATRIX', says: /three/ },
  { what: 'ragged rows', data: [[1, 2], [3]], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'no rows', data: [], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'empty rows', data: [[], []], options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a wrong length', data: { data: [1, 2, 3], shape: [2, 2] }, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'nothing', data: undefined, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a number', data: 7, options: {}, code: 'ERR_INVALID_MATRIX' },
  { what: 'a huge scale', data: times(1e300), options: {}, code: 'ERR_SCALE' },
  { what: 'a tiny scale', data: times(1e-300), options: {}, code: 'ERR_SCALE' },
]

/** Data that models of nonnegative data do not take. */
export const negativeData: BadInput[] = [
  { what: 'a negative entry', data: withCell(-3), options: {}, code: 'ERR_NEGATIVE', says: /-3/ },
]

/** The start of tensors, which no model of matrices has. */
export const unknownStart: BadInput = {
  what: 'an unknown start',
  options: { init: 'svd' },
  code: 'ERR_INVALID_OPTION',
  option: 'init',
}

/** For models whose rank may be above min(m, n). */
export const overcompleteInWords: BadInput = {
  what: 'overcomplete in words',
  options: { overcomplete: 'yes' },
  code: 'ERR_INVALID_OPTION',
  option: 'overcomplete',
}

/** Options that no model takes. */
export const badOptions: BadInput[] = [
  {
    what: 'inner steps for a solver that chooses them',
    options: { solver: 'auto', innerSteps: 3 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
    says: /chooses them/,
  },
  { what: 'an unknown option', options: { itterations: 3 }, code: 'ERR_UNKNOWN_OPTION', option: 'itterations' },
  { what: 'a near miss', options: { maxIteration: 3 }, code: 'ERR_UNKNOWN_OPTION', says: /maxIterations/ },
  { what: 'no iterations', options: { maxIterations: 0 }, code: 'ERR_INVALID_OPTION', option: 'maxIterations' },
  { what: 'half an iteration', options: { maxIterations: 1.5 }, code: 'ERR_INVALID_OPTION', option: 'maxIterations' },
  { what: 'a negative tolerance', options: { tolerance: -1 }, code: 'ERR_INVALID_OPTION', option: 'tolerance' },
  { what: 'NaN as tolerance', options: { tolerance: Number.NaN }, code: 'ERR_INVALID_OPTION', option: 'tolerance' },
  { what: 'no time', options: { maxSeconds: 0 }, code: 'ERR_INVALID_OPTION', option: 'maxSeconds' },
  { what: 'a negative seed', options: { seed: -1 }, code: 'ERR_INVALID_OPTION', option: 'seed' },
  { what: 'a huge seed', options: { seed: 2 ** 53 }, code: 'ERR_INVALID_OPTION', option: 'seed' },
  { what: 'a seed in words', options: { seed: '7' }, code: 'ERR_INVALID_OPTION', option: 'seed', says: /"7"/ },
  {
    what: 'inner steps for a solver that is exact',
    options: { solver: 'bpp', innerSteps: 3 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
  },
  {
    what: 'an inner tolerance for a solver that has none',
    options: { solver: 'pgd', innerTolerance: 0.1 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerTolerance',
  },
  {
    what: 'an inner tolerance of one',
    options: { solver: 'hals', innerTolerance: 1 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerTolerance',
  },
  {
    what: 'a step for a solver that has none',
    options: { solver: 'hals', step: 'backtracking' },
    code: 'ERR_INVALID_OPTION',
    option: 'step',
    says: /'fpgd'/,
  },
  {
    what: 'a step of another name',
    options: { solver: 'fpgd', step: 'armijo' },
    code: 'ERR_INVALID_OPTION',
    option: 'step',
  },
  {
    what: 'an order for a solver that has none',
    options: { solver: 'admm', order: 'random' },
    code: 'ERR_INVALID_OPTION',
    option: 'order',
  },
  {
    what: 'an unknown order',
    options: { solver: 'hals', order: 'backwards' },
    code: 'ERR_INVALID_OPTION',
    option: 'order',
  },
  { what: 'an unknown solver', options: { solver: 'magic' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  {
    what: 'no inner steps',
    options: { solver: 'hals', innerSteps: 0 },
    code: 'ERR_INVALID_OPTION',
    option: 'innerSteps',
  },
  { what: 'no threads', options: { threads: 0 }, code: 'ERR_INVALID_OPTION', option: 'threads' },
  {
    what: 'unknown numerics',
    options: { numerics: 'exact' },
    code: 'ERR_INVALID_OPTION',
    option: 'numerics',
    says: /'fast'/,
  },
  { what: 'no function', options: { onProgress: 1 }, code: 'ERR_INVALID_OPTION', option: 'onProgress' },
  { what: 'no signal', options: { signal: {} }, code: 'ERR_INVALID_OPTION', option: 'signal' },
  { what: 'an unknown backend', options: { backend: 'gpu' }, code: 'ERR_INVALID_OPTION', option: 'backend' },
]
