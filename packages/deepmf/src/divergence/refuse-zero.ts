import { DeepMFError } from '../errors.js'

const ALLOWED = "numbers above 0 where beta <= 0, or the option 'floor', to which smaller ones are raised"

/** The error about a zero, at which divergences with beta <= 0 are infinite. */
export function refuseZero(what: string, allowed = ALLOWED): DeepMFError {
  return new DeepMFError('ERR_INVALID_OPTION', {
    message: `${what}, where divergences with beta <= 0 are infinite; allowed: ${allowed}`,
    option: 'X',
    received: 0,
    allowed,
  })
}
