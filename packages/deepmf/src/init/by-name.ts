import { columnSubset } from './column-subset.js'
import { hierarchicalStart } from './hierarchical-clustering.js'
import { kMeansStart } from './k-means.js'
import { nndsvd, nndsvda, nndsvdar } from './nndsvd.js'
import { random } from './random.js'
import { snpa } from './snpa.js'
import { clusteringSoda, randomSoda, soda } from './soda.js'
import { spa } from './spa.js'
import type { Initialiser } from './start.js'
import { svdStart } from './svd.js'

/** The starts that have a name; the seed decides every random choice. */
const INITIALISERS = {
  random,
  'column-subset': columnSubset,
  spa,
  snpa,
  nndsvd,
  nndsvda,
  nndsvdar,
  'k-means': (seed: number) => kMeansStart(seed, false),
  'spherical-k-means': (seed: number) => kMeansStart(seed, true),
  'hierarchical-clustering': hierarchicalStart,
  soda,
  'random-soda': randomSoda,
  'clustering-soda': clusteringSoda,
} satisfies Record<string, (seed: number) => Initialiser>

/**
 * Where a fit starts: from random numbers, random columns of the data, columns far apart (SPA, SNPA), the
 * nonnegative parts of singular vectors (NNDSVD), centroids of clusters (k-means, spherical k-means, hierarchical
 * clustering), or columns merged pair by pair (SODA).
 */
export type InitName = keyof typeof INITIALISERS

export const INIT_NAMES = Object.keys(INITIALISERS) as readonly InitName[]

/** Those that make sense of data of any sign, for a W of any sign. */
export const FREE_INIT_NAMES = [
  'random',
  'column-subset',
  'spa',
  'snpa',
  'k-means',
  'spherical-k-means',
] as const satisfies readonly InitName[]

/** Where a fit with a W of any sign starts; see {@link InitName}. */
export type FreeInitName = (typeof FREE_INIT_NAMES)[number]

/** Those for factors that may both have any sign: singular vectors, too. */
export const ANY_INIT_NAMES = [...FREE_INIT_NAMES, 'svd'] as const

/** Where a fit whose factors may both have any sign starts; see {@link InitName}. */
export type AnyInitName = (typeof ANY_INIT_NAMES)[number]

export const initialiserByName = (name: InitName | AnyInitName, seed: number): Initialiser =>
  name === 'svd' ? svdStart(seed) : INITIALISERS[name](seed)
