import type { Normalisation } from '../../init/normalise.js'
import type { DataLike } from '../../matrix/index.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
import { productOf } from '../shared/product.js'
import type { FitReport } from '../shared/report.js'
import type { Plan } from '../shared/session.js'
import { fit, fitSync } from '../shared/session.js'
import { type Frozen, type TransformOptions, transformPlan } from '../shared/transform.js'

/** Options of the `transform` of {@link NMFFit}. */
export interface NMFTransformOptions extends TransformOptions {
  /** Weights of the new entries, 0 for a missing one, where the fit had a loss other than Frobenius or weights itself. */
  weights?: MatrixLike
}

/** How new samples get their H. */
export type NMFTransform = (data: DataLike, options: NMFTransformOptions | undefined, sync: boolean) => Plan<Matrix[]>

/** The result of {@link nmf}. */
export interface NMFFit extends FitReport {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
  /** W H. */
  reconstruct(): Matrix
  /** The H of new samples (m x n') for this W, by the loss of the fit. */
  transform(data: DataLike, options?: NMFTransformOptions): Promise<Matrix>
  /** {@link NMFFit.transform} without a pause. */
  transformSync(data: DataLike, options?: Omit<NMFTransformOptions, 'signal'>): Matrix
  /** Gives the memory of the factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

/** The fit of the squared error. */
export function frobeniusFit(W: Matrix, H: Matrix, report: FitReport, normalisation: Normalisation): NMFFit {
  const frozen: Frozen = {
    layers: [{ W, H }],
    decompose: 'coefficients',
    normalisation,
    blocks: undefined,
    backend: report.backend,
    threads: report.threads,
    numerics: report.numerics,
  }
  return nmfFit(W, H, report, (data, options, sync) => transformPlan(frozen, data, options, sync))
}

export function nmfFit(W: Matrix, H: Matrix, report: FitReport, plan: NMFTransform): NMFFit {
  const dispose = () => {
    W.dispose()
    H.dispose()
  }
  return {
    ...report,
    W,
    H,
    reconstruct: () => productOf(report, [W, H]),
    transform: async (data, options) => only(await fit(plan(data, options, false))),
    transformSync: (data, options) => only(fitSync(plan(data, options, true))),
    dispose,
    [Symbol.dispose]: dispose,
  }
}

const only = (matrices: readonly Matrix[]) => matrices[0] as Matrix
