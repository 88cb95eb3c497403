import { invalidOption } from '../../../errors.js'
import { type Check, dependingOn, nonnegative, optional, positive } from '../../../options/index.js'
import type { Expressions } from '../../../problem/expressions.js'
import { squaredError } from '../../../problem/measure.js'
import type { LayerMeasures, Problem } from '../../../problem/problem.js'
import { logVolume } from '../../../regularisers/volume.js'

/** Options of models that keep the volume of a factor small. */
export interface MinVolumeOptions {
  /**
   * What the volume counts in the loss at the start, as a fraction of the squared error there; 0.1 when absent. The
   * weight follows from it, and the fit reports it as `volumeWeight`.
   */
  volumeRatio?: number
  /** The weight itself, instead of `volumeRatio`. */
  volumeWeight?: number
  /** What is added to the diagonal of the Gram matrix, in the unit of squared entries; 0.1 when absent. */
  delta?: number
}

/** The options of a volume, checked. */
export interface CheckedVolume {
  readonly volumeRatio: number
  readonly volumeWeight: number | undefined
  readonly delta: number
}

/** The validators of {@link MinVolumeOptions}. */
export const volumeSpec = {
  volumeWeight: optional(nonnegative()),
  volumeRatio: dependingOn(({ volumeWeight }) => (volumeWeight === undefined ? optional(nonnegative(), 0.1) : unused)),
  delta: optional(positive(), 0.1),
}

const unused: Check<number> = (option, value) => {
  if (value !== undefined) throw invalidOption(option, value, 'nothing beside volumeWeight, which it would decide')
  return 0
}

/**
 * The weight λ of the volume: as given, or from the start by `λ = ratio ‖X - X₀‖² / |log det(F₀ᵀF₀ + δ I)|` (De
 * Handschutter, thesis, equation 2.7, where the volume may be below zero too: Leplat, Ang and Gillis, 2019). A volume
 * near 1 has a logarithm near zero, which would let λ grow without bound, so nothing below 1 is divided by.
 */
export function volumeWeightOf(
  expressions: Expressions,
  { volumeRatio, volumeWeight, delta }: CheckedVolume,
  factor: string,
  { layers }: Problem,
): number {
  if (volumeWeight !== undefined) return volumeWeight
  const size = Math.abs(logVolume(expressions, expressions.named(factor), delta))
  const error = squaredError(expressions, (layers[0] as LayerMeasures).layer)
  return (volumeRatio * error) / Math.max(1, size)
}
