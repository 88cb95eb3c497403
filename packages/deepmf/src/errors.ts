import { describe } from './describe.js'

/** Every code that an error of this library can carry. Codes are stable; messages may be reworded. */
export type ErrorCode =
  /** An option has a value that is not allowed. */
  | 'ERR_INVALID_OPTION'
  /** An option has a name that the function does not know. */
  | 'ERR_UNKNOWN_OPTION'
  /** A rank is not a whole number from 1 to min(m, n), or the ranks do not fit together. */
  | 'ERR_RANK'
  /** The input is no matrix: ragged, empty, of the wrong length, or with cells that are not numbers. */
  | 'ERR_INVALID_MATRIX'
  /** The input is no tensor: ragged, empty, of the wrong length, of one mode alone, or with cells that are not numbers. */
  | 'ERR_INVALID_TENSOR'
  /** A cell is NaN or infinite. */
  | 'ERR_NOT_FINITE'
  /** A cell is negative where the model needs nonnegative data. */
  | 'ERR_NEGATIVE'
  /** A computation left the range of the numbers in spite of the checks at the door. */
  | 'ERR_OVERFLOW'
  /** The magnitudes are so large or so small that squares would overflow or vanish. */
  | 'ERR_SCALE'
  /** A backend that was asked for cannot be loaded. */
  | 'ERR_BACKEND_UNAVAILABLE'
  /** A synchronous call needs a backend that has to be loaded asynchronously first. */
  | 'ERR_BACKEND_NOT_LOADED'
  /** A file is damaged or in a format that the reader does not know. */
  | 'ERR_INVALID_DATA'
  /** A matrix was used after it was disposed of. */
  | 'ERR_DISPOSED'
  /** The shapes of two matrices do not fit together. */
  | 'ERR_SHAPE'
  /** Two matrices of one operation have different precisions. */
  | 'ERR_PRECISION'
  /** The memory that the operation needs cannot be had. */
  | 'ERR_OUT_OF_MEMORY'
  /** A kernel was given an argument that it does not accept. */
  | 'ERR_INVALID_ARGUMENT'
  /** A matrix has, to working precision, no inverse. */
  | 'ERR_SINGULAR'
  /** A matrix is, to working precision, not positive definite. */
  | 'ERR_NOT_POSITIVE_DEFINITE'
  /** An iteration did not end within its limit. */
  | 'ERR_NOT_CONVERGED'
  /** A kernel failed in a way that it should not have: a defect of this library. */
  | 'ERR_PANIC'

/** What an error says besides its code. */
export interface ErrorDetails {
  /** The whole message. Composed of `option`, `received` and `allowed` when absent. */
  readonly message?: string
  /** The option or argument at fault, such as `rank` or `ranks[1]`. */
  readonly option?: string
  /** What was received; printed into the error in a short and safe form. */
  readonly received?: unknown
  /** What would have been accepted, in words. */
  readonly allowed?: string
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * The error that every function of this library throws for bad input and for failures of a backend.
 *
 * @example
 * try {
 *   await nmf(X, { rank: 0 })
 * } catch (error) {
 *   if (error instanceof DeepMFError && error.code === 'ERR_RANK') console.log(error.allowed)
 * }
 */
export class DeepMFError extends Error {
  /** A stable name for the kind of failure. */
  readonly code: ErrorCode
  /** The option or argument at fault, where there is one. */
  readonly option: string | undefined
  /** What was received, printed shortly. The value itself is not kept alive by the error. */
  readonly received: string | undefined
  /** What would have been accepted, in words. */
  readonly allowed: string | undefined

  /**
   * @param code one of the stable codes
   * @param details the message, or what it is composed of
   */
  constructor(code: ErrorCode, details: ErrorDetails | string) {
    const { message, option, allowed, ...rest } = typeof details === 'string' ? { message: details } : details
    const received = 'received' in rest ? describe(rest.received) : undefined
    super(message ?? compose(option, received, allowed), 'cause' in rest ? { cause: rest.cause } : undefined)
    this.name = 'DeepMFError'
    this.code = code
    this.option = option
    this.received = received
    this.allowed = allowed
  }
}

/** An error about an option's value: `option 'rank': received 0, allowed: a whole number from 1 to 4`. */
export function invalidOption(
  option: string,
  received: unknown,
  allowed: string,
  code: ErrorCode = 'ERR_INVALID_OPTION',
): DeepMFError {
  return new DeepMFError(code, { option, received, allowed })
}

function compose(option: string | undefined, received: string | undefined, allowed: string | undefined): string {
  const parts = []
  if (received !== undefined) parts.push(`received ${received}`)
  if (allowed !== undefined) parts.push(`allowed: ${allowed}`)
  return (option === undefined ? '' : `option '${option}': `) + parts.join(', ')
}
