import type { Precision } from '../../matrix/index.js'
import type { Tensor, TensorLike } from '../../tensor/index.js'
import { checkTensorScale, isTensor, matrixOf, toTensor } from '../../tensor/internals.js'
import type { Input } from '../shared/input/data.js'

/** A tensor as the plan of a fit takes it: the matrix that holds it, which goes with the fit if it was made for it. */
export interface TensorInput extends Input {
  readonly tensor: Tensor
}

/**
 * Checks the tensor and plans with it; what was converted goes again if the plan is refused. What is no Tensor yet becomes
 * one, of `precision` where that is given.
 */
export function withTensor<Planned>(
  data: TensorLike,
  plan: (input: TensorInput) => Planned,
  precision?: Precision,
): Planned {
  const tensor = toTensor(data, 'T', precision === undefined || isTensor(data) ? undefined : { precision })
  const temporary = tensor !== data
  try {
    checkTensorScale(tensor, 'T')
    return plan({ tensor, matrix: matrixOf(tensor), temporaries: temporary ? [matrixOf(tensor)] : [] })
  } catch (error) {
    if (temporary) tensor.dispose()
    throw error
  }
}
