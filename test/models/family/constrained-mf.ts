import {
  constrainedMF,
  constrainedMFSync,
  dirichletPenalty,
  dropoutPenalty,
  graphPenalty,
  groupPenalty,
  kSparse,
  l1HalfPenalty,
  l1Penalty,
  l1SquaredPenalty,
  l2Ball,
  l2Penalty,
  nonnegative,
  orthogonalityPenalty,
  simplexColumns,
  totalVariation,
  volumePenalty,
} from 'deepmf'
import { free } from '../../../packages/deepmf/src/constraints/free.js'
import { constrainedProblem } from '../../../packages/deepmf/src/models/constrained-mf/problem.js'
import { chain, distanceSquared, normSquared, product, type Rows, transposed } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSumsOff, type ModelCase, negativity, type Options } from './model-case.js'

// The samples of the case are the pixels of an image of 5 x 6, and the nodes of a path.
const pathOf30 = Array.from({ length: 30 }, (_, i) =>
  Array.from({ length: 30 }, (_, j) => (Math.abs(i - j) === 1 ? 1 : 0)),
)
const image = { height: 5, width: 6, along: 'rows' } as const
const unitW = { W: l2Ball(1), H: nonnegative() }

/** What a setting is tested with: its options, and the penalties written out. */
interface Penalised {
  readonly options: Options
  penalty(W: Rows, H: Rows): number
}

const sum = (a: Rows) => a.flat().reduce((total, x) => total + x, 0)
const magnitudes = (a: Rows) => a.map((row) => row.map(Math.abs))
const off = (a: Rows) => sum(product(a, transposed(a))) - normSquared(a)

const PENALISED: Readonly<Record<string, Penalised>> = {
  'total variation': {
    options: { constraints: { W: simplexColumns(), H: nonnegative() }, penalties: { H: totalVariation(0.05, image) } },
    penalty: (_, H) => 0.05 * H.reduce((total, row) => total + variation(row), 0),
  },
  'l1 of a factor without signs, l2 of the other': {
    options: { penalties: { W: l2Penalty(0.4), H: l1Penalty(0.2) } },
    penalty: (W, H) => 0.2 * normSquared(W) + 0.2 * sum(magnitudes(H)),
  },
  'l1/2': {
    options: { constraints: unitW, penalties: { H: l1HalfPenalty(0.1) } },
    penalty: (_, H) => 0.1 * sum(H.map((row) => row.map(Math.sqrt))),
  },
  'groups of rows': {
    options: { constraints: unitW, penalties: { H: groupPenalty(0.3, { along: 'rows' }) } },
    penalty: (_, H) => 0.3 * H.reduce((total, row) => total + Math.sqrt(normSquared([row])), 0),
  },
  'squared l1, and l1': {
    options: { constraints: unitW, penalties: { H: [l1SquaredPenalty(0.1), l1Penalty(0.1)] } },
    penalty: (_, H) => 0.1 * transposed(H).reduce((total, column) => total + sum([column]) ** 2, 0) + 0.1 * sum(H),
  },
  'a graph': {
    options: { constraints: unitW, penalties: { H: graphPenalty(0.3, pathOf30) } },
    penalty: (_, H) => 0.15 * H.reduce((total, row) => total + steps(row), 0),
  },
  orthogonality: {
    options: { constraints: unitW, penalties: { H: orthogonalityPenalty(0.2) } },
    penalty: (_, H) => 0.1 * off(transposed(transposed(H))),
  },
  dropout: {
    options: { constraints: { W: nonnegative(), H: nonnegative() }, penalties: { W: dropoutPenalty(0.2) } },
    penalty: (W, H) =>
      0.125 * H.reduce((total, row, k) => total + normSquared([row]) * normSquared([W.map((w) => w[k] as number)]), 0),
  },
  'Dirichlet on the simplex': {
    options: {
      constraints: { W: nonnegative(), H: simplexColumns() },
      penalties: { H: dirichletPenalty(0.02, 0.5, { epsilon: 1e-3 }) },
    },
    penalty: (_, H) => 0.01 * sum(H.map((row) => row.map((x) => Math.log(x + 1e-3)))),
  },
  volume: {
    options: {
      constraints: { W: nonnegative(), H: simplexColumns() },
      penalties: { W: volumePenalty(0.1, { delta: 0.5 }) },
    },
    penalty: (W) => 0.05 * Math.log(determinant(lifted(W, 0.5))),
  },
}

/** Of an image of 5 x 6 in a row: lengths of the differences to the right and below. */
function variation(row: readonly number[]): number {
  const at = (i: number, j: number) => row[Math.min(i, 4) * 6 + Math.min(j, 5)] as number
  return row.reduce((total, x, p) => {
    const [i, j] = [Math.floor(p / 6), p % 6]
    return total + Math.hypot(at(i, j + 1) - x, at(i + 1, j) - x)
  }, 0)
}

const steps = (row: readonly number[]) => row.slice(1).reduce((total, x, i) => total + (x - (row[i] as number)) ** 2, 0)

const lifted = (W: Rows, delta: number) =>
  product(transposed(W), W).map((row, i) => row.map((x, j) => x + (i === j ? delta : 0)))

/** By expansion along the first row: slow and obvious. */
function determinant(a: Rows): number {
  if (a.length === 1) return a[0]?.[0] as number
  return (a[0] as number[]).reduce((total, x, j) => {
    const minor = a.slice(1).map((row) => row.filter((_, k) => k !== j))
    return total + (j % 2 === 0 ? x : -x) * determinant(minor)
  }, 0)
}

const penalisedBy = (options: Options): Penalised | undefined =>
  Object.values(PENALISED).find((setting) => setting.options.penalties === options.penalties)

const setsOf = (options: Options) => (options.constraints ?? {}) as Record<string, { projection: string } | undefined>
const listed = (penalties: unknown) => (penalties === undefined ? [] : [penalties].flat())

export const constrainedMFCase: ModelCase = {
  name: 'constrainedMF',
  fit: constrainedMF,
  fitSync: constrainedMFSync,
  X: uniformRows(12, 30, 73),
  options: { rank: 4 },
  settings: {
    ...Object.fromEntries(Object.entries(PENALISED).map(([name, { options }]) => [name, { options }])),
    'from singular vectors': { options: { init: 'svd', constraints: { W: l2Ball(1) } } },
    'two entries in each column': {
      options: { constraints: { W: nonnegative(), H: kSparse(2, { nonnegative: true }) } },
    },
  },
  chain: ['W', 'H'],
  objective: (X, { W, H }, options) =>
    0.5 * distanceSquared(X, chain(W, H)) + (penalisedBy(options)?.penalty(W, H) ?? 0),
  violations(factors, options) {
    const sets = setsOf(options)
    return Object.fromEntries(
      Object.entries(factors).flatMap(([name, F]) => {
        const projection = sets[name]?.projection ?? 'none'
        if (projection === 'none') return []
        if (projection === 'l2-ball') {
          return [[`length in ${name}`, Math.max(0, ...transposed(F).map((v) => Math.sqrt(normSquared([v])) - 1))]]
        }
        const more = projection === 'simplex' ? [[`sums of ${name}`, columnSumsOff(F)]] : []
        const many = transposed(F).map((column) => column.filter((x) => x !== 0).length - 2)
        const entries = projection.endsWith('k-sparse') ? [[`entries of ${name}`, Math.max(0, ...many)]] : []
        return [[name, negativity(F)], ...more, ...entries]
      }),
    )
  },
  planted: {
    X: product(uniformRows(20, 3, 3), uniformRows(3, 40, 4)),
    options: { rank: 3, maxIterations: 1000, tolerance: 0 },
    error: 1e-10,
  },
  gradients: {
    problem: (options) => {
      const penalties = (options.penalties ?? {}) as { W?: unknown; H?: unknown }
      return constrainedProblem({
        constraints: { W: free(), H: free(), ...(options.constraints as object) },
        penalties: { W: listed(penalties.W), H: listed(penalties.H) } as never,
      })
    },
    shapes: { W: [12, 4], H: [4, 30] },
    settings: ['squared l1, and l1', 'a graph', 'orthogonality', 'dropout', 'Dirichlet on the simplex', 'volume'].map(
      (name) => (PENALISED[name] as Penalised).options,
    ),
    objective: (X, named, options) => constrainedMFCase.objective(X, named, options),
  },
  badInput: [
    {
      what: 'a set in words',
      options: { constraints: { H: 'nonnegative' } },
      code: 'ERR_INVALID_OPTION',
      option: 'constraints.H',
    },
    { what: 'a set of no factor', options: { constraints: { S: nonnegative() } }, code: 'ERR_UNKNOWN_OPTION' },
    {
      what: 'a penalty in words',
      options: { penalties: { H: 'l1' } },
      code: 'ERR_INVALID_OPTION',
      option: 'penalties.H',
    },
    {
      what: 'two penalties with proximal maps',
      options: { penalties: { H: [l1HalfPenalty(1), groupPenalty(1)] } },
      code: 'ERR_INVALID_OPTION',
      option: 'penalties.H',
      says: /proximal/,
    },
    {
      what: 'a proximal penalty in a set',
      options: { constraints: { H: simplexColumns() }, penalties: { H: groupPenalty(1) } },
      code: 'ERR_INVALID_OPTION',
      option: 'constraints.H',
    },
    {
      what: 'a proximal penalty by coordinates',
      options: { solver: 'hals', penalties: { H: groupPenalty(1) } },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
      says: /proximal/,
    },
    {
      what: 'an indefinite problem, exactly',
      options: {
        solver: 'bpp',
        constraints: { W: nonnegative(), H: nonnegative() },
        penalties: { H: orthogonalityPenalty(1) },
      },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
      says: /convex/,
    },
    { what: 'a start that needs signs', options: { init: 'nndsvd' }, code: 'ERR_INVALID_OPTION', option: 'init' },
  ],
  signed: true,
  sparse: true,
}
