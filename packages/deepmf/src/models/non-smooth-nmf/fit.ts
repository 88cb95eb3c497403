import { nonnegative } from '../../constraints/nonnegative.js'
import type { DivergenceSolver } from '../../divergence/solver.js'
import type { Normalisation } from '../../init/normalise.js'
import type { Matrix } from '../../matrix/matrix.js'
import { transformOf } from '../nmf/transform.js'
import { layerConstraints } from '../shared/factors/constraints.js'
import { type FactorFit, type FactorTransform, factorFit, type TransformPlanner } from '../shared/results/factor-fit.js'
import { type TransformOptions, transformOptions } from '../shared/results/transform-options.js'
import { productOf } from '../shared/run/product.js'
import type { FitReport } from '../shared/run/report.js'
import type { Session } from '../shared/run/session.js'

/** The result of {@link nonSmoothNMF}. */
export interface NonSmoothNMFFit extends FactorFit<'W' | 'S' | 'H'> {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x r, the smoothing between W and H. */
  readonly S: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
}

/** The fit of the squared error. Sets that speak of the rows of H are about the samples of the fit. */
export function smoothedFit(session: Session, report: FitReport, normalisation: Normalisation): NonSmoothNMFFit {
  const set = layerConstraints(normalisation).H
  const constraint = set.along === 'rows' ? nonnegative() : set
  return nonSmoothNMFFit(session, report, () => ({ constraint, sign: 'nonnegative' }))
}

/** The fit of a divergence: new samples are those of a plain fit whose basis is W S. */
export const divergenceFit = (
  session: Session,
  report: FitReport,
  beta: number,
  solver: DivergenceSolver,
): NonSmoothNMFFit =>
  nonSmoothNMFFit(
    session,
    report,
    ({ W, S, H }): TransformPlanner<TransformOptions> =>
      (data, options, sync) => {
        transformOptions(options, sync)
        const basis = productOf(report, [W, S])
        const plain = {
          floor: undefined,
          missing: 'refuse',
          l1: 0,
          constraint: nonnegative(),
          regularisers: [],
        } as const
        try {
          const plan = transformOf({ W: basis, H, setting: report, beta, solver, ...plain })(data, options, sync)
          return { ...plan, temporaries: [...plan.temporaries, basis] }
        } catch (error) {
          basis.dispose()
          throw error
        }
      },
  )

type Factors = Readonly<Record<'W' | 'S' | 'H', Matrix>>

function nonSmoothNMFFit(
  session: Session,
  report: FitReport,
  transform: (factors: Factors) => FactorTransform<TransformOptions>,
): NonSmoothNMFFit {
  const factors = { W: session.take('W'), S: session.take('S'), H: session.take('H') }
  return factorFit<'W' | 'S' | 'H'>(report, { factors, chain: ['W', 'S', 'H'], transform: transform(factors) })
}
