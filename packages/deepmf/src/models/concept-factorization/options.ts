import { DeepMFError } from '../../errors.js'
import { checkSymmetric } from '../../linalg/symmetric.js'
import { isSparseMatrix } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type Check, checkOptions, oneOf, optional, rank } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import { CONVEX_INIT_NAMES, type ConvexInitName } from '../shared/mixtures/convex-start.js'

/** What the data are: samples, or how alike any two of them are. */
export type KernelName = 'linear' | 'precomputed'

/** Options of {@link conceptFactorization}. */
export interface ConceptFactorizationOptions extends RunOptions, AsyncOptions {
  /** The number of concepts: from 1 to the number of samples. */
  rank: number
  /**
   * `'linear'` (the default): X is m x n with samples in columns, and samples are as alike as their inner product says.
   * `'precomputed'`: X is n x n, the values of a kernel for all pairs of samples, symmetric and positive semidefinite.
   */
  kernel?: KernelName
  /** Where C starts: at random (`'random'`, the default), or at the means of clusters (`'k-means'`). */
  init?: ConvexInitName
}

/** Options of {@link conceptFactorizationSync}: those of {@link conceptFactorization} but for the ones that need the event loop. */
export type ConceptFactorizationSyncOptions = Omit<ConceptFactorizationOptions, keyof AsyncOptions>

export function checkConceptOptions(name: string, options: unknown, data: Data, sync: boolean) {
  return checkOptions(name, options, {
    rank: rank(data.cols),
    kernel: kernelOption(data),
    init: optional(oneOf(...CONVEX_INIT_NAMES), 'random'),
    ...runSpec(sync, { solver: 'mu' }),
  })
}

function kernelOption(data: Data): Check<KernelName> {
  return (option, value) => {
    const kernel = optional(oneOf('linear', 'precomputed'), 'linear')(option, value)
    if (isSparseMatrix(data)) {
      const message = 'X is sparse, and its kernel is a dense n x n; allowed: a dense matrix'
      throw new DeepMFError('ERR_INVALID_MATRIX', { message, option: 'X', allowed: 'a dense matrix' })
    }
    if (kernel === 'precomputed') checkSymmetric('X', data as Matrix)
    return kernel
  }
}
