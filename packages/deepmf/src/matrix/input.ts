import { DeepMFError, type ErrorCode, invalidOption } from '../errors.js'
import type { NumericArray } from './types.js'

/** Whether a value can be a list of numbers. The cells of plain arrays may still be anything. */
export function isNumericArray(value: unknown): value is NumericArray {
  if (Array.isArray(value)) return true
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array)
}

/** An error about an input that is no matrix or no tensor: what it is called, what is wrong with it, what would be right. */
export function invalidInput(
  code: ErrorCode,
  what: string,
  problem: string,
  received: unknown,
  allowed: string,
): DeepMFError {
  const error = invalidOption(what, received, allowed, code)
  const message = `${what}: ${problem}; received ${error.received}, allowed: ${allowed}`
  return new DeepMFError(code, { message, option: what, received, allowed })
}
