import { DeepMFError, type ErrorCode } from '../errors.js'
import type { BackendName } from './backend.js'

/** What the Rust side throws: `CODE: text`. */
const CODED = /^(ERR_[A-Z_]+): ([\s\S]*)$/

/** The only RangeError that leaves an instance half-way; the others are arrays that could not be had. */
const STACK = /call stack/i

/** The coded error that a kernel's failure stands for, or `undefined` if it is not a coded one. */
export function codedError(error: unknown): DeepMFError | undefined {
  if (error instanceof RangeError && !STACK.test(error.message)) {
    return new DeepMFError('ERR_OUT_OF_MEMORY', { message: `no memory for an array (${error.message})`, cause: error })
  }
  const match = error instanceof Error ? CODED.exec(error.message) : null
  if (match === null) return undefined
  const [, code = '', text = ''] = match
  // The codes of the Rust side are all members of ErrorCode: a test raises each of them.
  return new DeepMFError(code as ErrorCode, { message: text, cause: error })
}

/**
 * Whether a failure inside WebAssembly, or inside the JavaScript made from it, left the instance half-way: a trap,
 * an exhausted stack, or the translated code's own abort.
 */
export function isTrap(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError) return true
  if (error instanceof RangeError) return STACK.test(error.message)
  return error instanceof Error && /abort|unreachable/.test(error.message)
}

/** The error of a kernel that trapped. */
export function trapError(name: BackendName, kernel: string, cause: unknown): DeepMFError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message =
    `kernel '${kernel}' of the ${name} backend failed (${reason}). The matrices in its memory are lost; ` +
    'a new instance takes its place. This is a defect of the library: please report it'
  return new DeepMFError('ERR_PANIC', { message, cause })
}
