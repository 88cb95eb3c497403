import { compute, type LinalgOptions, linalgSpec } from '../../linalg/on-backend.js'
import { checkOptions } from '../../options/index.js'
import { checkChain, type LayerFactors, namedFactors } from './factors.js'

/**
 * How well each layer's features follow from the layer before. With H_l ≈ W_{l+1} H_{l+1} the least squares solution of
 * least norm is `W_{l+1} ≈ W_l⁺ W_l H_l H_{l+1}⁺`, and this is its relative error for every pair of neighbours: 0 where the
 * deeper features are a function of the shallower ones.
 *
 * Complexity: O(r² n) for each pair. The same numbers on every backend.
 *
 * Reference: *Deepness* paper on multilayer NMF (002), section "Features matrices dependence function".
 *
 * @param layers factors of X ≈ W_1 H_1, H_1 ≈ W_2 H_2, ..., such as `fit.layers` with `decompose: 'coefficients'`
 * @returns one number for every layer but the first
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_PRECISION`, `ERR_INVALID_OPTION`
 *
 * @example
 * layerDependence((await multilayerNMF(X, { ranks: [8, 4, 2], decompose: 'coefficients' })).layers)
 */
export function layerDependence(layers: readonly LayerFactors[], options?: LinalgOptions): number[] {
  return compute(
    namedFactors(layers, 2),
    (factors) => {
      checkChain(factors, layers.length)
      return checkOptions('layerDependence', options, linalgSpec)
    },
    ({ arena, given }) => {
      const { kernels } = arena.backend
      return layers.slice(1).map((_, l) => {
        const [W, H] = [given[`W${l}`], given[`H${l}`]] as [(typeof given)[string], (typeof given)[string]]
        const [deeperW, deeperH] = [given[`W${l + 1}`], given[`H${l + 1}`]] as [typeof W, typeof H]
        const [left, right] = [arena.allocate(W.cols, W.rows), arena.allocate(deeperH.cols, deeperH.rows)]
        kernels.pseudoInverse(left.id, W.id, -1)
        kernels.pseudoInverse(right.id, deeperH.id, -1)
        const onto = arena.allocate(W.cols, W.cols)
        kernels.gemm(onto.id, false, false, 1, left.id, W.id, 0)
        const half = arena.allocate(H.rows, deeperH.rows)
        kernels.gemm(half.id, false, false, 1, H.id, right.id, 0)
        const expected = arena.allocate(deeperW.rows, deeperW.cols)
        kernels.gemm(expected.id, false, false, 1, onto.id, half.id, 0)
        const distance = kernels.distanceSquared(deeperW.id, expected.id)
        const norm = kernels.normSquared(deeperW.id)
        for (const value of [left, right, onto, half, expected]) arena.discard(value)
        if (norm === 0) return distance === 0 ? 0 : Number.POSITIVE_INFINITY
        return Math.sqrt(distance / norm)
      })
    },
  )
}
