import { DeepMFError } from '../errors.js'
import { facts } from '../matrix/facts.js'
import { checkScale } from '../matrix/internals.js'
import { storageOf } from '../matrix/matrix.js'
import { cellOf } from './from.js'
import { matrixOf, type Tensor } from './tensor.js'

/**
 * Refuses a tensor with a negative number.
 *
 * @throws DeepMFError `ERR_NEGATIVE`, naming the first such cell
 */
export function checkNonnegativeTensor(tensor: Tensor, what: string): void {
  const storage = storageOf(matrixOf(tensor))
  const { firstNegative } = facts(storage)
  if (firstNegative < 0) return
  const received = storage.host()[firstNegative]
  const allowed = 'numbers that are 0 or more'
  const message = `${what}: the cell [${cellOf(tensor.shape, firstNegative)}] is ${received}, allowed: ${allowed}`
  throw new DeepMFError('ERR_NEGATIVE', { message, option: what, received, allowed })
}

/** Refuses magnitudes whose squares would overflow or vanish (`ERR_SCALE`). */
export const checkTensorScale = (tensor: Tensor, what: string): void => checkScale(matrixOf(tensor), what)
