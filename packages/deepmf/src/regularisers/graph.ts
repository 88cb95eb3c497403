import type { Expressions } from '../problem/expressions.js'
import type { Regulariser } from '../problem/regulariser.js'

/**
 * `weight / 2 · tr(F L Fᵀ)` for a symmetric L on the backend of the fit, such as the Laplacian of a graph whose neighbours are to
 * have like columns (De Handschutter, thesis, equation 4.5); for rows `weight / 2 · tr(Fᵀ L F)`.
 */
export const graph = (
  weight: number,
  laplacian: (expressions: Expressions) => number,
  along: 'columns' | 'rows',
): Regulariser => ({
  name: 'graph',
  side: along === 'columns' ? 'right' : 'left',
  addQuadratic: (expressions, _, out) => {
    expressions.kernels.axpby(out.id, weight, laplacian(expressions), 1)
  },
  value: (expressions, factor) => {
    const { kernels } = expressions
    const L = laplacian(expressions)
    const product = expressions.buffer(`graph ${factor.rows} ${factor.cols}`, factor.rows, factor.cols)
    if (along === 'columns') kernels.gemm(product.id, false, false, 1, factor.id, L, 0)
    else kernels.gemm(product.id, false, false, 1, L, factor.id, 0)
    return (weight / 2) * kernels.inner(product.id, factor.id)
  },
})
