import { DeepMFError, invalidOption } from '../../errors.js'
import { drawColumns } from '../../init/column-subset.js'
import { compute, type LinalgOptions, linalgSpec } from '../../linalg/on-backend.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
import { checkOptions, LARGEST_SEED, numberWhere, optional, wholeNumber } from '../../options/index.js'
import type { Arena, Value } from '../../problem/arena.js'
import { checkChain, type LayerFactors, namedFactors } from './factors.js'

/** Options of {@link layerPermutations}. */
export interface LayerPermutationOptions extends LinalgOptions {
  /** What part of the layers of a third changes places: above 0, at most 1; 0.1 when absent, and two layers at least. */
  readonly share?: number
  /** How many permutations are drawn for each third; 20 when absent. */
  readonly draws?: number
  /** Decides the permutations; 0 when absent. */
  readonly seed?: number
}

/** The relative errors ‖X - W_σ(1) ... W_σ(L) H_L‖ / ‖X‖ when layers of one third change places. */
export interface LayerPermutations {
  /** With the layers in their order. */
  readonly inOrder: number
  /** For the first, the second and the last third: the error of every permutation drawn. */
  readonly thirds: readonly [first: Float64Array, second: Float64Array, last: Float64Array]
}

/**
 * The layer-permutation test: how much the approximation suffers when W's of one third of the layers change places. If
 * there is a hierarchy the first third matters most.
 *
 * All layers must have one rank; a first W that is not square stays where it is, for its shape fits nowhere else. Layers are
 * drawn at random, and moved on by one place in a circle, so that all of them change.
 *
 * Complexity: O(L r³ + m r n) for every permutation. The same numbers on every backend.
 *
 * Reference: *Deepness* paper on multilayer NMF (002), section 5, figure 1.
 *
 * @param X m x n, what was factorized
 * @param layers factors of X ≈ W_1 H_1, H_1 ≈ W_2 H_2, ..., seven layers or more
 * @throws DeepMFError what `Matrix.from` throws; `ERR_SHAPE`, `ERR_PRECISION`, `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * const { thirds } = layerPermutations(X, fit.layers, { share: 0.2, seed: 1 })
 */
export function layerPermutations(
  X: MatrixLike,
  layers: readonly LayerFactors[],
  options?: LayerPermutationOptions,
): LayerPermutations {
  return compute(
    { X, ...namedFactors(layers, 7) },
    (factors) => {
      checkChain(factors, layers.length)
      checkSquares(factors, layers.length)
      return checkOptions('layerPermutations', options, {
        ...linalgSpec,
        share: optional(
          numberWhere((value) => value > 0 && value <= 1, 'a number above 0, at most 1'),
          0.1,
        ),
        draws: optional(wholeNumber(1, 2 ** 20), 20),
        seed: optional(wholeNumber(0, LARGEST_SEED), 0),
      })
    },
    ({ arena, given }, { share, draws, seed }) => {
      const value = (name: string) => given[name as keyof typeof given]
      const chain = layers.map((_, l) => value(`W${l}`))
      const last = value(`H${layers.length - 1}`)
      const error = errorOf(arena, value('X'), last)
      const third = (k: 0 | 1 | 2) => {
        const movable = thirdOf(chain, k)
        const count = Math.min(movable.length, Math.max(2, Math.round(share * movable.length)))
        return Float64Array.from({ length: draws }, (_, draw) => {
          const drawn = drawColumns(arena, movable.length, count, seed, 3 * draw + k)
          const order = [...chain]
          drawn.forEach((from, i) => {
            const to = drawn[(i + 1) % drawn.length] as number
            order[movable[to] as number] = chain[movable[from] as number] as Value
          })
          return error(order)
        })
      }
      return { inOrder: error(chain), thirds: [third(0), third(1), third(2)] }
    },
  )
}

/** The layers of a third whose W is square. */
function thirdOf(chain: readonly Value[], k: number): number[] {
  const [from, to] = [k, k + 1].map((part) => Math.round((part * chain.length) / 3)) as [number, number]
  return chain.flatMap(({ rows, cols }, l) => (l >= from && l < to && rows === cols ? [l] : []))
}

/** ‖X - chain H‖ / ‖X‖. */
function errorOf(arena: Arena, X: Value, H: Value): (chain: readonly Value[]) => number {
  const { kernels } = arena.backend
  const norm = kernels.normSquared(X.id)
  return ([first, ...others]) => {
    let product = first as Value
    const made: Value[] = []
    for (const factor of others) {
      const next = arena.allocate(product.rows, factor.cols)
      kernels.gemm(next.id, false, false, 1, product.id, factor.id, 0)
      made.push(next)
      product = next
    }
    const distance = kernels.residualSquared(X.id, product.id, H.id)
    for (const value of made) arena.discard(value)
    return norm === 0 ? 0 : Math.sqrt(distance / norm)
  }
}

function checkSquares(factors: Readonly<Record<string, Matrix>>, depth: number): void {
  const [X, first] = [factors.X, factors.W0] as [Matrix, Matrix]
  if (X.rows !== first.rows || X.cols !== (factors.H0 as Matrix).cols) {
    throw new DeepMFError('ERR_SHAPE', {
      option: 'X',
      received: X.shape,
      allowed: `[${first.rows}, ${(factors.H0 as Matrix).cols}], the shape of W_1 H_1`,
    })
  }
  for (let l = 1; l < depth; l++) {
    const { rows, cols, shape } = factors[`W${l}`] as Matrix
    if (rows !== cols) throw invalidOption(`layers[${l}].W`, shape, 'a square matrix: layers of one rank', 'ERR_SHAPE')
  }
}
