import type { DataLike } from '../../../matrix/index.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { wholeNumber } from '../../../options/index.js'
import type { TransformOptions } from '../results/transform-options.js'
import { productOf } from '../run/product.js'
import type { FitReport } from '../run/report.js'
import { fit, fitSync } from '../run/session.js'
import { type Frozen, transformPlan } from './transform.js'

/** The factors of one layer. */
export interface Layer {
  readonly W: Matrix
  readonly H: Matrix
}

/** New samples in the terms of a fit. */
export interface Transformed {
  /** The coordinates of the samples in the features of layer `depth` (the deepest when absent). */
  coefficients(depth?: number): Matrix
  dispose(): void
  [Symbol.dispose](): void
}

/** The result of a deep model. Depth counts from 1; `layers[depth - 1]` holds that layer's factors. */
export interface DeepFit extends FitReport {
  readonly layers: readonly Layer[]
  /** m x r: W_depth where features are decomposed, W_1 ... W_depth where coefficients are. */
  features(depth?: number): Matrix
  /** r x n: H_depth ... H_1 where features are decomposed, H_depth where coefficients are. */
  coefficients(depth?: number): Matrix
  /** features(depth) coefficients(depth): the approximation of X that ends at that layer. */
  reconstruct(depth?: number): Matrix
  /** New samples (m x n') with the features as they are. */
  transform(data: DataLike, options?: TransformOptions): Promise<Transformed>
  /** {@link DeepFit.transform} without a pause. */
  transformSync(data: DataLike, options?: Omit<TransformOptions, 'signal'>): Transformed
  /** Gives the memory of all factors back. */
  dispose(): void
  [Symbol.dispose](): void
}

/** What a deep fit can do, given its factors. */
export function deepFit(report: FitReport, frozen: Frozen): DeepFit {
  const { layers, decompose } = frozen
  const last = layers.length
  const level = (depth: number | undefined) => (depth === undefined ? last : checkDepth('depth', depth))
  const checkDepth = wholeNumber(1, last)
  const upTo = (depth: number) => layers.slice(0, depth)
  const featureChain = (depth: number) =>
    decompose === 'features'
      ? upTo(depth)
          .slice(-1)
          .map(({ W }) => W)
      : upTo(depth).map(({ W }) => W)
  const coefficientChain = (depth: number, samples: readonly Matrix[]) =>
    decompose === 'features'
      ? [
          ...layers
            .slice(1, depth)
            .map(({ H }) => H)
            .reverse(),
          samples[0] as Matrix,
        ]
      : [samples[depth - 1] as Matrix]
  const sampleFactors = decompose === 'features' ? [layers[0]?.H as Matrix] : layers.map(({ H }) => H)
  const dispose = () => {
    for (const { W, H } of layers) {
      W.dispose()
      H.dispose()
    }
  }
  const transformed = (samples: readonly Matrix[]): Transformed => {
    const release = () => {
      for (const matrix of samples) matrix.dispose()
    }
    return {
      coefficients: (depth) => productOf(frozen, coefficientChain(level(depth), samples)),
      dispose: release,
      [Symbol.dispose]: release,
    }
  }
  return {
    ...report,
    layers,
    features: (depth) => productOf(frozen, featureChain(level(depth))),
    coefficients: (depth) => productOf(frozen, coefficientChain(level(depth), sampleFactors)),
    reconstruct: (depth) => {
      const at = level(depth)
      return productOf(frozen, [...featureChain(at), ...coefficientChain(at, sampleFactors)])
    },
    transform: async (data, options) => transformed(await fit(transformPlan(frozen, data, options, false))),
    transformSync: (data, options) => transformed(fitSync(transformPlan(frozen, data, options, true))),
    dispose,
    [Symbol.dispose]: dispose,
  }
}
