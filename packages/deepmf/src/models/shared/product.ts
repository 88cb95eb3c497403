import type { BackendName } from '../../backend/backend.js'
import { requireBackend } from '../../backend/select.js'
import { adopt, onBackend } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import { Arena, type Value } from '../../problem/arena.js'
import { Expressions } from '../../problem/expressions.js'

/** M1 M2 ... Mk as a new matrix, computed on the backend that the factors live on. */
export function productOf(name: BackendName, factors: readonly Matrix[]): Matrix {
  const backend = requireBackend(name)
  const { epoch } = backend
  const precision = factors[0]?.precision ?? 'float64'
  const arena = new Arena(backend, precision === 'float64' ? 64 : 32)
  try {
    const expressions = new Expressions(arena, 'left')
    const names = factors.map((matrix, index) => {
      const name = `factor ${index}`
      expressions.define(name, { id: onBackend(matrix, backend), rows: matrix.rows, cols: matrix.cols })
      return name
    })
    const product = names.length === 1 ? copy(arena, expressions.product(names)) : expressions.product(names)
    const { id, rows, cols } = arena.keep(product)
    return adopt(backend, id, rows, cols, precision)
  } finally {
    arena.release(epoch)
  }
}

function copy(arena: Arena, value: Value): Value {
  const result = arena.allocate(value.rows, value.cols)
  arena.backend.kernels.copy(result.id, value.id)
  return result
}
