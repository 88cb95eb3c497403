import type { ImageSet } from '../datasets/image-set.js'
import type { Picture } from '../picture/picture.js'
import type { FitSettings } from '../settings.js'

/** One feature of a layer; `index` counts from 0 as in the fit's matrices. */
export interface Feature {
  readonly index: number
  readonly picture: Picture
  /** How much of this layer's approximation of all images it carries, 0 to 1. */
  readonly use: number
  /** What fraction of its use falls on every class, where classes are known. */
  readonly classes?: readonly number[]
}

/** One layer: its features in the order in which the page lays them out. */
export interface LayerReport {
  /** Counts from 1. */
  readonly depth: number
  /** One and several of its features: `stroke`, `strokes`. */
  readonly noun: readonly [string, string]
  readonly rank: number
  readonly features: readonly Feature[]
  /** `‖S - W H‖ / ‖S‖` for the matrix S that the layer factorizes. */
  readonly layerError: number
  /** `‖X - X_l‖ / ‖X‖`. */
  readonly dataError: number
}

/** Which feature of which layer. */
export interface FeatureId {
  readonly depth: number
  readonly index: number
}

/** One part of a feature: a feature of the neighbouring layer, and the share of the whole that it makes up. */
export interface Part extends FeatureId {
  readonly share: number
}

/** What one feature is composed of. */
export interface Composition {
  readonly whole: FeatureId
  /** Strongest first; the shares of all add up to 1. */
  readonly parts: readonly Part[]
  /** The strongest part, the two strongest together, and so on, on the scale of all parts together. */
  readonly sums: readonly Picture[]
  /** All parts together. */
  readonly together: Picture
}

/** One image beside its approximations. */
export interface Sample {
  readonly column: number
  readonly label?: number
  readonly original: Picture
  /** One for every depth, on the scale of the original. */
  readonly rebuilt: readonly { readonly picture: Picture; readonly error: number }[]
  /** Its strongest features of the deepest layer. */
  readonly strongest: readonly Part[]
}

/** The state after an iteration. */
export interface Moment {
  readonly iteration: number
  readonly loss: number
  readonly layerErrors: readonly number[]
  readonly dataErrors: readonly number[]
}

/** Everything that the page shows, as plain data. */
export interface Report {
  readonly images: Omit<ImageSet, 'data' | 'labels'>
  readonly settings: FitSettings
  readonly run: {
    readonly iterations: number
    readonly milliseconds: number
    readonly stoppedBy: string
    readonly backend: string
    readonly threads: number
    readonly numerics: string
    readonly seed: number
  }
  readonly layers: readonly LayerReport[]
  /** Deeper features from shallower ones, or the other way round: by the direction of the decomposition. */
  readonly compositions: readonly Composition[]
  readonly samples: readonly Sample[]
  readonly history: readonly Moment[]
}
