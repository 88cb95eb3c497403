import { DeepMFError, invalidOption } from '../../errors.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'

/** The factors of one layer of X ≈ W_1 H_1, H_1 ≈ W_2 H_2, ... */
export interface LayerFactors {
  readonly W: MatrixLike
  readonly H: MatrixLike
}

/** All factors by the names W0, H0, W1, ..., as computations take them. */
export function namedFactors(layers: readonly LayerFactors[], fewest: number): Record<string, MatrixLike> {
  if (!Array.isArray(layers) || layers.length < fewest) {
    throw invalidOption('layers', layers, `an array of ${fewest} or more layers { W, H }`)
  }
  return Object.fromEntries(
    layers.flatMap(({ W, H }, l) => [
      [`W${l}`, W],
      [`H${l}`, H],
    ]),
  )
}

/** Refuses factors that are not of layers which decompose coefficients. */
export function checkChain(factors: Readonly<Record<string, Matrix>>, depth: number): void {
  for (let l = 0; l < depth; l++) {
    const [W, H, before] = [factors[`W${l}`], factors[`H${l}`], factors[`H${l - 1}`]] as [Matrix, Matrix, Matrix?]
    if (W.cols !== H.rows) refuse(`layers[${l}].H`, H, `${W.cols} rows, as many as W has columns`)
    if (before === undefined) continue
    if (W.rows !== before.rows) refuse(`layers[${l}].W`, W, `${before.rows} rows, as many as the H before it has`)
    if (H.cols !== before.cols) refuse(`layers[${l}].H`, H, `${before.cols} columns, as many as the H before it has`)
  }
}

function refuse(option: string, { shape }: Matrix, allowed: string): never {
  throw new DeepMFError('ERR_SHAPE', { option, received: shape, allowed })
}
