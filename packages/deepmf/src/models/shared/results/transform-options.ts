import { DeepMFError } from '../../../errors.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { type Check, checkOptions, nonnegative, optional, signal, wholeNumber } from '../../../options/index.js'
import type { Watch } from '../../../problem/drive.js'
import type { StoppingRules } from '../../../problem/stopping.js'
import type { Data } from '../input/data.js'
import type { Setting } from '../run/product.js'

/** Options of `transform`. */
export interface TransformOptions {
  /** The largest number of sweeps over the blocks of the new samples; 1000 when absent. */
  maxIterations?: number
  /** Ends when the loss changes by at most this fraction of itself; 1e-12 when absent. */
  tolerance?: number
  signal?: AbortSignal
}

/** FPGD steps in each block of a transform: there is no outer alternation to wait for. */
export const STEPS = 50

interface CheckedTransform {
  readonly maxIterations: number
  readonly tolerance: number
  readonly signal?: AbortSignal | undefined
}

/** The validators of {@link TransformOptions}. */
export const transformSpec = (sync: boolean) => ({
  maxIterations: optional(wholeNumber(1), 1000),
  tolerance: optional(nonnegative(), 1e-12),
  ...((sync ? {} : { signal: optional(signal()) }) as { readonly signal?: Check<AbortSignal | undefined> }),
})

/** The options of `transform`, checked. */
export const transformOptions = (options: TransformOptions | undefined, sync: boolean): CheckedTransform =>
  checkOptions(sync ? 'transformSync' : 'transform', options, transformSpec(sync))

export const transformRules = ({ maxIterations, tolerance }: CheckedTransform): StoppingRules => ({
  maxIterations,
  tolerance,
  maxMilliseconds: Number.POSITIVE_INFINITY,
  startedAt: performance.now(),
})

/** New samples are computed where the fit was, and nothing is reported of them. */
export const whereFitted = ({ backend, threads, numerics }: Setting, signal?: AbortSignal) => ({
  backend,
  threads,
  numerics,
  watch: { onProgress: undefined, signal, onAbort: 'reject' } satisfies Watch,
})

/** Refuses samples that are not like those of the fit, whose W it is. */
export function checkFits(matrix: Data, W: Matrix): void {
  if (matrix.rows !== W.rows) {
    throw new DeepMFError('ERR_SHAPE', {
      option: 'X',
      received: [matrix.rows, matrix.cols],
      allowed: `${W.rows} rows, as in the data of the fit`,
    })
  }
  if (matrix.precision !== W.precision) {
    throw new DeepMFError('ERR_PRECISION', {
      option: 'X',
      received: matrix.precision,
      allowed: `${W.precision}, the precision of the fit`,
    })
  }
}
