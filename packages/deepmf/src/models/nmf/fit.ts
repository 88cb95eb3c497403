import type { Normalisation } from '../../init/normalise.js'
import type { DataLike } from '../../matrix/index.js'
import type { Matrix } from '../../matrix/matrix.js'
import { productOf } from '../shared/product.js'
import type { FitReport } from '../shared/report.js'
import { fit, fitSync } from '../shared/session.js'
import { type Frozen, type TransformOptions, transformPlan } from '../shared/transform.js'

/** The result of {@link nmf}. */
export interface NMFFit extends FitReport {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
  /** W H. */
  reconstruct(): Matrix
  /** The H of new samples (m x n') for this W: the nonnegative least squares problem of the fit. */
  transform(data: DataLike, options?: TransformOptions): Promise<Matrix>
  /** {@link NMFFit.transform} without a pause. */
  transformSync(data: DataLike, options?: Omit<TransformOptions, 'signal'>): Matrix
  /** Gives the memory of the factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

export function nmfFit(W: Matrix, H: Matrix, report: FitReport, normalisation: Normalisation): NMFFit {
  const frozen: Frozen = {
    layers: [{ W, H }],
    decompose: 'coefficients',
    normalisation,
    blocks: undefined,
    backend: report.backend,
    threads: report.threads,
    numerics: report.numerics,
  }
  const dispose = () => {
    W.dispose()
    H.dispose()
  }
  return {
    ...report,
    W,
    H,
    reconstruct: () => productOf(report, [W, H]),
    transform: async (data, options) => only(await fit(transformPlan(frozen, data, options, false))),
    transformSync: (data, options) => only(fitSync(transformPlan(frozen, data, options, true))),
    dispose,
    [Symbol.dispose]: dispose,
  }
}

const only = (matrices: readonly Matrix[]) => matrices[0] as Matrix
