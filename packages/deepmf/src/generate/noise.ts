import type { Backend } from '../backend/backend.js'
import { DeepMFError } from '../errors.js'
import { adopt, onBackend, toMatrix } from '../matrix/internals.js'
import type { Matrix } from '../matrix/matrix.js'

/** The noise does not change when other parts of the data take more draws. */
const NOISE_STREAM = 0

/** `X + ν N ‖X‖ / ‖N‖` with the entries of N from N(0, 1) (De Handschutter, thesis, equation 2.8); N symmetric if asked for. */
export function withNoise(backend: Backend, clean: Matrix, noise: number, seed: number, symmetric = false): Matrix {
  const { kernels } = backend
  const { rows, cols, precision } = clean
  const id = kernels.allocate(rows, cols, precision === 'float64' ? 64 : 32)
  const X = adopt(backend, id, rows, cols, precision)
  const cleanId = onBackend(clean, backend)
  if (noise === 0) {
    kernels.copy(id, cleanId)
    return X
  }
  kernels.randomFill(id, 'normal', 0, 1, seed, NOISE_STREAM)
  if (symmetric) mirror(backend, id, precision)
  const size = noise * Math.sqrt(kernels.normSquared(cleanId) / kernels.normSquared(id))
  if (!Number.isFinite(size)) {
    throw new DeepMFError('ERR_OVERFLOW', { option: 'noise', received: noise, allowed: 'less noise' })
  }
  kernels.axpby(id, 1, cleanId, size)
  return X
}

/** The upper triangle takes the place of the lower one. */
function mirror(backend: Backend, id: number, precision: Matrix['precision']): void {
  const { kernels } = backend
  const entries = precision === 'float64' ? kernels.download64(id) : kernels.download32(id)
  const order = Math.sqrt(entries.length)
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < i; j++) entries[i * order + j] = entries[j * order + i] as number
  }
  const symmetric = toMatrix({ data: entries, shape: [order, order] }, 'noise')
  kernels.copy(id, onBackend(symmetric, backend))
  symmetric.dispose()
}
