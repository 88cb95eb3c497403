import { nonnegative } from '../../constraints/nonnegative.js'
import type { MissingName } from '../../divergence/missing.js'
import type { Matrix } from '../../matrix/matrix.js'
import { type FactorFit, factorFit } from '../shared/results/factor-fit.js'
import type { FitReport } from '../shared/run/report.js'
import { type NMFSetting, nmfSets, penaltiesOf } from './problem.js'
import { type FrozenNMF, type NMFTransformOptions, transformOf } from './transform.js'

/** The result of {@link nmf}. */
export interface NMFFit extends FactorFit<'W' | 'H', NMFTransformOptions> {
  /** m x r, one feature a column. */
  readonly W: Matrix
  /** r x n, one sample a column. */
  readonly H: Matrix
}

/** The fit of the squared error. */
export function frobeniusFit(
  W: Matrix,
  H: Matrix,
  report: FitReport,
  setting: NMFSetting & { readonly missing: MissingName },
): NMFFit {
  // Sets that speak of the rows of H are about the samples of the fit.
  const set = nmfSets(setting).H
  const constraint = set.along === 'rows' ? nonnegative() : set
  const solver = { name: 'auto', innerSteps: 1, exponent: 'monotone' } as const
  const { missing } = setting
  return nmfFit(W, H, report, {
    beta: 2,
    floor: undefined,
    solver,
    missing,
    l1: 0,
    constraint,
    regularisers: penaltiesOf(setting, 'H'),
  })
}

export const nmfFit = (
  W: Matrix,
  H: Matrix,
  report: FitReport,
  frozen: Omit<FrozenNMF, 'W' | 'H' | 'setting'>,
): NMFFit =>
  factorFit<'W' | 'H', NMFTransformOptions>(report, {
    factors: { W, H },
    chain: ['W', 'H'],
    transform: transformOf({ W, H, setting: report, ...frozen }),
  })
