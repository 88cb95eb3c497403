import { valueOn } from '../../matrix/internals.js'
import type { Matrix } from '../../matrix/matrix.js'
import type { Loop } from '../../problem/drive.js'
import type { Expressions } from '../../problem/expressions.js'
import { multiply } from '../../problem/products.js'
import { anyInput, withInput } from '../shared/input/data.js'
import { X } from '../shared/names.js'
import type { TransformPlanner } from '../shared/results/factor-fit.js'
import { checkFits, type TransformOptions, transformOptions, whereFitted } from '../shared/results/transform-options.js'
import type { Setting } from '../shared/run/product.js'

/**
 * The H of new samples by their kernel values with those of the fit, k (n x n'): minimise `½ hᵀ Cᵀ K C h - hᵀ Cᵀ k` over
 * h >= 0, exactly. W is K C.
 */
export const kernelTransform =
  ({ C, W }: { readonly C: Matrix; readonly W: Matrix }, setting: Setting): TransformPlanner<TransformOptions> =>
  (data, options, sync) =>
    withInput(
      data,
      ({ matrix, temporaries }) => {
        const { signal } = transformOptions(options, sync)
        checkFits(matrix, C)
        return {
          data: matrix,
          temporaries,
          ...whereFitted(setting, signal),
          first: 'left',
          *loop(expressions: Expressions): Loop {
            // A place to pause, so that an abort is seen before the work.
            yield
            const { arena, kernels } = expressions
            const onArena = (of: Matrix) => valueOn(of, arena.backend)
            const rank = C.cols
            const [gram, transposed] = [arena.allocate(rank, rank), arena.allocate(rank, rank)]
            multiply(kernels, gram, true, false, onArena(C), onArena(W))
            // Symmetric to the bit, which the product of C and K C is not.
            kernels.transpose(transposed.id, gram.id)
            kernels.axpby(gram.id, 0.5, transposed.id, 0.5)
            const [linear, H] = [arena.allocate(rank, matrix.cols), arena.allocate(rank, matrix.cols)]
            multiply(kernels, linear, true, false, onArena(C), expressions.named(X))
            kernels.bpp(H.id, linear.id, gram.id, 'left')
            expressions.define('H', H)
            return 'tolerance'
          },
          finish: (session) => [session.take('H')],
        }
      },
      (data) => anyInput(data, C.precision),
    )
