import type { BackendName } from '../../../backend/backend.js'
import type { NumericsName } from '../../../backend/kernels/machine.js'
import { withNumerics } from '../../../backend/numerics.js'
import { requireBackend } from '../../../backend/select.js'
import { adopt, valueOn } from '../../../matrix/internals.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { Arena, type Value } from '../../../problem/arena.js'
import { Expressions } from '../../../problem/expressions.js'
import { copyOf } from '../../../problem/transfer.js'

/** How a fit was computed, and what is made of it is computed too. */
export interface Setting {
  readonly backend: BackendName
  readonly threads: number
  readonly numerics: NumericsName
}

/** M1 M2 ... Mk as a new matrix, computed on the backend that the factors live on. */
export function productOf(setting: Setting, factors: readonly Matrix[]): Matrix {
  return computed(setting, factors, (expressions) => {
    const { arena } = expressions
    const names = factors.map((matrix, index) => {
      const name = `factor ${index}`
      expressions.define(name, valueOn(matrix, arena.backend))
      return name
    })
    return names.length === 1 ? copyOf(arena, expressions.product(names)) : expressions.product(names)
  })
}

/** What `work` makes of the factors, as a matrix of their precision. */
export function computed(
  setting: Setting,
  factors: readonly Matrix[],
  work: (expressions: Expressions) => Value,
): Matrix {
  const backend = requireBackend(setting.backend)
  const { kernels, epoch } = backend
  const precision = factors[0]?.precision ?? 'float64'
  const arena = new Arena(backend, precision === 'float64' ? 64 : 32)
  try {
    const expressions = new Expressions(arena, 'left')
    kernels.setThreads(setting.threads)
    const result = withNumerics(kernels, setting.numerics, () => work(expressions))
    const { id, rows, cols } = arena.keep(result)
    return adopt(backend, id, rows, cols, precision)
  } finally {
    arena.release(epoch)
  }
}
