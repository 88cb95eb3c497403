import type { DataLike } from '../../../matrix/index.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { productOf } from '../run/product.js'
import type { FitReport } from '../run/report.js'
import { fit, fitSync, type Plan } from '../run/session.js'
import { type Basis, basisTransformPlan } from './basis-transform.js'
import type { TransformOptions } from './transform-options.js'

/** The result of a model of one layer: its factors by name, what was reported, and what can be made of it. */
export type FactorFit<Names extends string, Options extends TransformOptions = TransformOptions> = FitReport &
  FactorMethods<Options> &
  Readonly<Record<Names, Matrix>>

interface FactorMethods<Options extends TransformOptions> {
  /** The product of the factors, as near to the data as the fit came. */
  reconstruct(): Matrix
  /** The coefficients H of new samples (m x n') with all else as it was fitted: the fit's loss, the fit's sets. */
  transform(data: DataLike, options?: Options): Promise<Matrix>
  /** The same without a pause. */
  transformSync(data: DataLike, options?: Omit<Options, 'signal'>): Matrix
  /** Gives the memory of the factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

/** How new samples get their coefficients. */
export type TransformPlanner<Options> = (data: DataLike, options: Options | undefined, sync: boolean) => Plan<Matrix[]>

/** How new samples get their coefficients: in which set, or by a plan of the model's own. */
export type FactorTransform<Options> = Omit<Basis, 'chain' | 'setting'> | TransformPlanner<Options>

interface Parts<Names extends string, Options> {
  /** All matrices of the result, which `dispose` gives back. */
  readonly factors: Readonly<Record<Names, Matrix>>
  /** Those whose product is near to the data, the coefficients of the samples last. */
  readonly chain: readonly Names[]
  readonly transform: FactorTransform<Options>
}

export function factorFit<Names extends string, Options extends TransformOptions = TransformOptions>(
  report: FitReport,
  { factors, chain, transform }: Parts<Names, Options>,
): FactorFit<Names, Options> {
  const matrices = chain.map((name) => factors[name])
  const plan: TransformPlanner<Options> =
    typeof transform === 'function'
      ? transform
      : (data, options, sync) =>
          basisTransformPlan({ ...transform, chain: matrices, setting: report }, data, options, sync)
  const dispose = () => {
    for (const matrix of Object.values<Matrix>(factors)) matrix.dispose()
  }
  return {
    ...report,
    ...factors,
    reconstruct: () => productOf(report, matrices),
    transform: async (data: DataLike, options?: Options) => only(await fit(plan(data, options, false))),
    transformSync: (data: DataLike, options?: Omit<Options, 'signal'>) =>
      only(fitSync(plan(data, options as Options | undefined, true))),
    dispose,
    [Symbol.dispose]: dispose,
  }
}

const only = (matrices: readonly Matrix[]) => matrices[0] as Matrix
