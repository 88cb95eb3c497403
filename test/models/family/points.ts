import { Matrix } from 'deepmf'
import type { BadInput } from '../../support/bad-input.js'
import { product, type Rows } from '../../support/dense.js'
import { uniformRows } from '../../support/random.js'

// What models have in common whose basis vectors are mixtures of points.

/** By how much sums of columns are above one. */
export const columnSumsBeyondOne = (a: Rows): number =>
  Math.max(0, ...(a[0] as number[]).map((_, j) => a.reduce((sum, row) => sum + (row[j] as number), 0) - 1))

/** Mixtures of `rank` basis vectors, each of which is a sample too. */
export function pureMixture(rows: number, rank: number, samples: number, seed: number): Rows {
  const mixed = uniformRows(rank, samples, seed)
  const sums = mixed.reduce((sums, row) => sums.map((sum, j) => sum + (row[j] as number)), new Array(samples).fill(0))
  const H = mixed.map((row, k) => row.map((x, j) => (j < rank ? Number(j === k) : x / (sums[j] as number))))
  return product(uniformRows(rows, rank, seed + 1), H)
}

/** Bad supports and numbers of points, for data of 4 x 6 and rank 2. */
export const badPoints: readonly BadInput[] = [
  { what: 'an unknown support', options: { support: 'corners' }, code: 'ERR_INVALID_OPTION', option: 'support' },
  {
    what: 'points of another length',
    options: { support: uniformRows(3, 4, 1) },
    code: 'ERR_SHAPE',
    option: 'support',
  },
  {
    what: 'points of another precision',
    options: { support: Matrix.from(uniformRows(4, 3, 1), { precision: 'float32' }) },
    code: 'ERR_PRECISION',
    option: 'support',
  },
  { what: 'too few points given', options: { support: uniformRows(4, 1, 1) }, code: 'ERR_SHAPE', option: 'support' },
  {
    what: 'points that are no numbers',
    options: {
      support: [
        [1, Number.NaN],
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    },
    code: 'ERR_NOT_FINITE',
  },
  {
    what: 'a huge point',
    options: { support: uniformRows(4, 3, 1).map((row) => row.map((x) => x * 1e300)) },
    code: 'ERR_SCALE',
  },
  {
    what: 'fewer points than archetypes',
    options: { support: 'snpa', points: 1 },
    code: 'ERR_INVALID_OPTION',
    option: 'points',
  },
  {
    what: 'more points than samples',
    options: { support: 'snpa', points: 7 },
    code: 'ERR_INVALID_OPTION',
    option: 'points',
  },
  {
    what: 'a number of points where all are taken',
    options: { support: 'all', points: 3 },
    code: 'ERR_INVALID_OPTION',
    option: 'points',
  },
  {
    what: 'clusters of signed data by rank two',
    data: uniformRows(4, 6, 41).map((row) => row.map((x) => x - 0.5)),
    options: { support: 'hierarchical-clustering' },
    code: 'ERR_NEGATIVE',
    option: 'X',
  },
]
