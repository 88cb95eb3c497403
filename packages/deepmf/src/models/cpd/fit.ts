import type { Matrix } from '../../matrix/matrix.js'
import type { Tensor, TensorLike } from '../../tensor/index.js'
import type { FitReport } from '../shared/run/report.js'
import { fit, fitSync, type Session } from '../shared/run/session.js'
import { a, modes } from './contractions.js'
import { normaliseFactors } from './normalise.js'
import type { CheckedCPD } from './options.js'
import type { CPDSetting } from './problem.js'
import { reconstructed } from './reconstruct.js'
import { transformPlan } from './transform.js'

/** The result of {@link cpd}. */
export interface CPDFit extends FitReport {
  /** A_1, ..., A_K: I_k x r, one component a column. */
  readonly factors: readonly Matrix[]
  /** λ: the scale of every component, the largest first; ones without normalisation. */
  readonly weights: Float64Array
  /** Σ_c λ_c a_1c ∘ ... ∘ a_Kc. */
  reconstruct(): Tensor
  /**
   * The factor of the last mode for new slices (I1 x ... x I_{K-1} x n'), n' x r, with all else as it was fitted: the exact
   * minimiser of the fit's loss.
   */
  transform(slices: TensorLike): Promise<Matrix>
  /** {@link CPDFit.transform} without a pause. */
  transformSync(slices: TensorLike): Matrix
  /** Gives the memory of the factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

/** Takes the factors of a session into a result. */
export function cpdFit(session: Session, report: FitReport, checked: CheckedCPD, setting: CPDSetting): CPDFit {
  const { shape } = setting
  const { normalisation, rank } = checked
  const weights =
    normalisation === 'l2' ? normaliseFactors(session.expressions, shape.length) : new Float64Array(rank).fill(1)
  const factors = modes(0, shape.length).map((mode) => session.take(a(mode)))
  const plan = (slices: TensorLike) => transformPlan({ factors, weights, setting, report }, slices)
  const dispose = () => {
    for (const factor of factors) factor.dispose()
  }
  return {
    ...report,
    factors,
    weights,
    reconstruct: () => reconstructed(report, factors, weights),
    transform: async (slices) => fit(plan(slices)),
    transformSync: (slices) => fitSync(plan(slices)),
    dispose,
    [Symbol.dispose]: dispose,
  }
}
