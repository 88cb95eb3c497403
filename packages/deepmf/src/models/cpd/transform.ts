import { DeepMFError } from '../../errors.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import { update } from '../../problem/update.js'
import { als } from '../../solvers/als.js'
import { bpp } from '../../solvers/bpp.js'
import type { Tensor, TensorLike } from '../../tensor/index.js'
import { checkNonnegativeTensor } from '../../tensor/internals.js'
import { whereFitted } from '../shared/results/transform-options.js'
import type { FitReport } from '../shared/run/report.js'
import type { Plan } from '../shared/run/session.js'
import { a } from './contractions.js'
import { withTensor } from './input.js'
import { blockOf, type CPDSetting } from './problem.js'
import { defineFactors } from './reconstruct.js'

/** What a fit leaves behind for new slices. */
export interface Frozen {
  readonly factors: readonly Matrix[]
  readonly weights: Float64Array
  readonly setting: CPDSetting
  readonly report: FitReport
}

/**
 * The factor of the last mode for new slices: one block problem, whose exact minimiser is found at once, by block principal
 * pivoting where it is nonnegative and in closed form where not.
 */
export function transformPlan(frozen: Frozen, slices: TensorLike): Plan<Matrix> {
  const { factors, weights, setting, report } = frozen
  const last = setting.shape.length - 1
  return withTensor(
    slices,
    ({ tensor, matrix, temporaries }) => {
      checkFits(tensor, frozen)
      const block = blockOf({ ...setting, shape: tensor.shape }, last)
      const solver = setting.nonnegative[last] === true ? bpp() : als()
      return {
        data: matrix,
        temporaries,
        ...whereFitted(report),
        first: 'left',
        // biome-ignore lint/correctness/useYield: one step is all there is
        *loop(expressions: Expressions): Loop {
          defineFactors(expressions, factors.slice(0, last), weights)
          const size = tensor.shape[last] as number
          expressions.define(a(last), expressions.arena.allocate(size, weights.length))
          update(expressions, block, solver)
          return 'tolerance'
        },
        finish: (session) => session.take(a(last)),
      }
    },
    factors[0]?.precision,
  )
}

function checkFits(tensor: Tensor, { setting, factors }: Frozen): void {
  const expected = setting.shape.slice(0, -1)
  const { shape, precision } = tensor
  if (shape.length !== setting.shape.length || expected.some((size, mode) => shape[mode] !== size)) {
    const allowed = `[${[...expected, "n'"].join(', ')}], slices like those of the fit`
    throw new DeepMFError('ERR_SHAPE', { option: 'T', received: shape, allowed })
  }
  const fitted = factors[0]?.precision
  if (precision !== fitted) {
    throw new DeepMFError('ERR_PRECISION', { option: 'T', received: precision, allowed: `${fitted}, that of the fit` })
  }
  if (setting.nonnegative.every((sign) => sign)) checkNonnegativeTensor(tensor, 'T')
}
