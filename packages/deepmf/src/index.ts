export { DeepMFError, type ErrorCode, type ErrorDetails } from './errors.js'
