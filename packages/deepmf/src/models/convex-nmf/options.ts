import { checkOptions, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { CONVEX_INIT_NAMES, type ConvexInitName } from '../shared/mixtures/convex-start.js'
import { pointsOption, type Support, supportOption } from '../shared/mixtures/support.js'

/** Options of {@link convexNMF}. */
export interface ConvexNMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of W: from 1 to the number of samples. */
  rank: number
  /**
   * The points that basis vectors are combinations of: `'all'` samples (the default), for which XᵀX, n x n, is in memory;
   * or fewer of them, `'snpa'` for extreme ones, `'k-means'` or `'hierarchical-clustering'` for centres of clusters; or a
   * matrix with a point a column.
   */
  support?: Support
  /** How many points are chosen: from `rank` to the number of samples; ten for each column of W when absent. */
  points?: number
  /** Where C starts: at the means of clusters (`'k-means'`, the default), or at random. */
  init?: ConvexInitName
}

/** Options of {@link convexNMFSync}: those of {@link convexNMF} but for the ones that need the event loop. */
export type ConvexNMFSyncOptions = Omit<ConvexNMFOptions, keyof AsyncOptions>

export const checkConvexNMFOptions = (name: string, options: unknown, data: Data, sync: boolean) =>
  checkOptions(name, options, {
    rank: rank(data.cols),
    support: supportOption(data, 'all'),
    points: pointsOption(data),
    init: optional(oneOf(...CONVEX_INIT_NAMES), 'k-means'),
    ...runSpec(sync),
  })
