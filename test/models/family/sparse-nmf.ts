import { hoyerSparsity, sparseNMF, sparseNMFSync } from 'deepmf'
import { sparseNMFProblem } from '../../../packages/deepmf/src/models/sparse-nmf/problem.js'
import { sparsityOption } from '../../../packages/deepmf/src/models/sparse-nmf/sparsity.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, normSquared, product, type Rows, transposed } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'
import { columnSums, type Factors, type ModelCase, negativity, type Options } from './model-case.js'

type AnySparsity = Partial<Record<'l1' | 'l1Squared' | 'hoyer' | 'entries', number>> & { per?: string; along?: string }

const sparsityOf = (options: Options) => options.sparsity as { readonly W?: AnySparsity; readonly H?: AnySparsity }

export const sparseNMFCase: ModelCase = {
  name: 'sparseNMF',
  fit: sparseNMF,
  fitSync: sparseNMFSync,
  X: uniformRows(12, 30, 79),
  options: { rank: 4, sparsity: { H: { l1: 0.3 } } },
  settings: {
    'l1 of W, fpgd': { options: { sparsity: { W: { l1: 0.2 } }, solver: 'fpgd' } },
    'l1 of W, squared sums of columns of H': { options: { sparsity: { W: { l1: 0.2 }, H: { l1Squared: 0.3 } } } },
    'squared sums of rows of W': { options: { sparsity: { W: { l1Squared: 0.3, along: 'rows' } } } },
    'levels of columns of W and rows of H': { options: { sparsity: { W: { hoyer: 0.4 }, H: { hoyer: 0.3 } } } },
    'a level of columns of H, from snpa': {
      options: { sparsity: { H: { hoyer: 0.5, along: 'columns' } }, init: 'snpa' },
    },
    'a level of the mean': { options: { sparsity: { W: { hoyer: 0.6, per: 'group' } } } },
    'three entries in columns of H, given': {
      options: { sparsity: { H: { entries: 3 } }, init: { W: uniformRows(12, 4, 1), H: uniformRows(4, 30, 2) } },
    },
    'more columns than rows of X, two entries in rows of W': {
      options: { rank: 14, overcomplete: true, sparsity: { W: { entries: 2, along: 'rows' } } },
    },
  },
  chain: ['W', 'H'],
  objective(X, { W, H }, options) {
    const { W: w, H: h } = sparsityOf(options)
    return 0.5 * distanceSquared(X, chain(W, H)) + penalty(W, w) + penalty(H, h)
  },
  violations(factors, options) {
    const { W, H } = sparsityOf(options)
    return {
      W: negativity(factors.W),
      H: negativity(factors.H),
      'sparsity of W': missing(factors.W, W, 'columns'),
      'sparsity of H': missing(factors.H, H, 'rows'),
      ...lengths(factors, options),
    }
  },
  planted: {
    X: product(
      uniformRows(20, 3, 3),
      uniformRows(3, 40, 4).map((row) => row.map((x) => Math.max(0, x - 0.5))),
    ),
    options: { rank: 3, sparsity: { H: { hoyer: 0.3 } }, maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  gradients: {
    problem(options) {
      const { W, H } = sparsityOf(options)
      return sparseNMFProblem({
        W: sparsityOption(12, 4, 'columns')('W', W),
        H: sparsityOption(4, 30, 'rows')('H', H),
      })
    },
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [
      { sparsity: { W: { l1: 0.3 }, H: { l1Squared: 2 } } },
      { sparsity: { W: { l1Squared: 0.7, along: 'rows' }, H: { l1Squared: 0.5, along: 'rows' } } },
    ],
    objective: (X, named, options) => sparseNMFCase.objective(X, named, options),
  },
  badInput: [
    ...(
      [
        ['no sparsity', undefined, 'sparsity'],
        ['sparsity of nothing', {}, 'sparsity'],
        ['sparsity in words', 'much', 'options'],
        ['a form that is a number', { H: 0.3 }, 'sparsity.H'],
        ['a form without a name', { W: {} }, 'sparsity.W'],
        ['two forms at once', { W: { l1: 1, hoyer: 0.5 } }, 'sparsity.W'],
        ['a weight of zero', { W: { l1: 0 } }, 'sparsity.W.l1'],
        ['a negative squared weight', { H: { l1Squared: -1 } }, 'sparsity.H.l1Squared'],
        ['a level above one', { W: { hoyer: 1.1 } }, 'sparsity.W.hoyer'],
        ['an unknown kind of level', { W: { hoyer: 0.5, per: 'matrix' } }, 'sparsity.W.per'],
        ['an unknown direction', { W: { hoyer: 0.5, along: 'diagonals' } }, 'sparsity.W.along'],
        ['no entries', { H: { entries: 0 } }, 'sparsity.H.entries'],
        ['more entries than a column of H has', { H: { entries: 3 } }, 'sparsity.H.entries'],
        ['more entries than a row of W has', { W: { entries: 3, along: 'rows' } }, 'sparsity.W.entries'],
        ['a penalty beside a set', { W: { hoyer: 0.5 }, H: { l1: 1 } }, 'sparsity'],
      ] as const
    ).map(([what, sparsity, option]) => ({ what, options: { sparsity }, code: 'ERR_INVALID_OPTION', option })),
    { what: 'sparsity of no factor', options: { sparsity: { S: { l1: 1 } } }, code: 'ERR_UNKNOWN_OPTION', option: 'S' },
    {
      what: 'an option of another form',
      options: { sparsity: { W: { l1: 1, per: 'group' } } },
      code: 'ERR_UNKNOWN_OPTION',
      option: 'per',
    },
    unknownStart,
    overcompleteInWords,
    {
      what: 'hals for a level',
      options: { sparsity: { W: { hoyer: 0.5 } }, solver: 'hals' },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    },
  ],
  sparse: true,
}

/** The vectors of a factor that its sparsity speaks of. */
const vectorsOf = (a: Rows, along: string): Rows => (along === 'columns' ? transposed(a) : a)

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

function penalty(a: Rows, { l1 = 0, l1Squared = 0, along = 'columns' }: AnySparsity = {}): number {
  return l1 * sum(a.flat()) + 0.5 * l1Squared * sum(columnSums(transposed(vectorsOf(a, along))).map((x) => x * x))
}

/** How far a factor is from the level, or the number of entries, that is asked for. */
function missing(a: Rows, { hoyer, entries, per, along }: AnySparsity = {}, natural = 'columns'): number {
  if (entries !== undefined) {
    const counts = vectorsOf(a, along ?? 'columns').map((vector) => vector.filter((x) => x !== 0).length)
    return Math.max(0, Math.max(...counts) - entries)
  }
  if (hoyer === undefined) return 0
  const levels = vectorsOf(a, along ?? natural).map((vector) => hoyerSparsity(vector))
  return Math.max(0, hoyer - (per === 'group' ? sum(levels) / levels.length : Math.min(...levels)))
}

/** Beside a penalty on one factor alone the vectors of the other one have a length of at most one. */
function lengths({ W, H }: Factors, options: Options): Record<string, number> {
  const { W: w, H: h } = sparsityOf(options)
  const penalised = (sparsity?: AnySparsity) => sparsity?.l1 !== undefined || sparsity?.l1Squared !== undefined
  const vectors = penalised(h) && !w ? transposed(W) : penalised(w) && !h ? H : []
  return { 'length beyond one': Math.max(0, ...vectors.map((vector) => Math.sqrt(normSquared([vector])) - 1)) }
}
