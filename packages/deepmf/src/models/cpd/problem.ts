import { free } from '../../constraints/free.js'
import { nonnegative } from '../../constraints/nonnegative.js'
import type { NormalEquations } from '../../problem/assemble.js'
import type { Expressions } from '../../problem/expressions.js'
import type { Block, ErrorParts, Problem } from '../../problem/problem.js'
import { ridge } from '../../regularisers/ridge.js'
import { X } from '../shared/names.js'
import { a, distanceToModel, gramProduct, modes, mttkrp, others } from './contractions.js'

/** What the problem of a decomposition depends on. */
export interface CPDSetting {
  readonly shape: readonly number[]
  /** Which modes have nonnegative factors. */
  readonly nonnegative: readonly boolean[]
  readonly l2: number
}

/**
 * `½ ‖T - Σ_c a_1c ∘ ... ∘ a_Kc‖² + l2/2 Σ_k ‖A_k‖²` over the factors A_k, one mode after the other. With the others fixed
 * A_k is that of a matrix factorization: minimise `½⟨A_k, A_k Q⟩ - ⟨B, A_k⟩`, Q being the product of the others' Gram
 * matrices entry by entry, and B the MTTKRP.
 */
export function cpdProblem(setting: CPDSetting): Problem {
  const { shape } = setting
  const last = shape.length - 1
  const error = { target: [X], left: [], factor: a(last), right: [], parts: errorParts(shape) }
  return {
    blocks: modes(0, shape.length).map((mode) => blockOf(setting, mode)),
    layers: [{ layer: error, data: error, layerWeight: 1, dataWeight: 0 }],
    derived: [],
    first: 'left',
  }
}

/** The block of one mode. Its term names the other factors, which stand to its right as a Khatri-Rao product. */
export function blockOf({ shape, nonnegative: signs, l2 }: CPDSetting, mode: number): Block {
  return {
    factor: a(mode),
    terms: [{ weight: 1, target: [X], left: [], right: others(shape.length, mode).map(a) }],
    constraint: signs[mode] === true ? nonnegative() : free(),
    regularisers: l2 > 0 ? [ridge(l2)] : [],
    equations: (expressions) => normalEquations(expressions, shape, mode),
  }
}

const normalEquations = (expressions: Expressions, shape: readonly number[], mode: number): NormalEquations => ({
  linear: mttkrp(expressions, shape, mode),
  left: [undefined],
  right: [gramProduct(expressions, others(shape.length, mode))],
})

/** Around the factor that a sweep updates last, whose MTTKRP is then at hand. */
function errorParts(shape: readonly number[]): ErrorParts {
  const last = shape.length - 1
  return {
    inner: (expressions) =>
      expressions.kernels.inner(mttkrp(expressions, shape, last).id, expressions.named(a(last)).id),
    fitted: (expressions) =>
      expressions.kernels.inner(
        gramProduct(expressions, others(shape.length, last)).id,
        expressions.leftGram([a(last)]).id,
      ),
    exact: (expressions) => distanceToModel(expressions, shape),
  }
}
