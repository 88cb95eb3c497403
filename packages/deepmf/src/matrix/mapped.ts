import type { Kernels } from '../backend/kernels/index.js'
import { backendName, requireBackend } from '../backend/select.js'
import { checkOptions } from '../options/index.js'
import { checkScale } from './checks.js'
import { adopt, onBackend } from './internals.js'
import { type Matrix, toMatrix } from './matrix.js'
import type { MatrixLike } from './types.js'

/**
 * A new matrix, made by a kernel that works in place on a copy of another.
 *
 * @param owner the public function, for messages; its options are `backend` alone
 */
export function mapped(
  owner: string,
  input: MatrixLike,
  options: unknown,
  work: (kernels: Kernels, id: number) => void,
): Matrix {
  const { backend: name } = checkOptions(owner, options, { backend: backendName() })
  const source = toMatrix(input, 'matrix')
  checkScale(source, 'matrix', { tiny: true })
  const backend = requireBackend(name)
  const { kernels } = backend
  try {
    const { rows, cols, precision } = source
    const from = onBackend(source, backend)
    const id = kernels.allocate(rows, cols, precision === 'float64' ? 64 : 32)
    const { epoch } = backend
    try {
      kernels.copy(id, from)
      work(kernels, id)
    } catch (error) {
      if (backend.epoch === epoch) kernels.release(id)
      throw error
    }
    return adopt(backend, id, rows, cols, precision)
  } finally {
    if (source !== input) source.dispose()
  }
}
