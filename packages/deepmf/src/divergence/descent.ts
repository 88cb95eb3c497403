import { valueOn } from '../matrix/internals.js'
import type { Precision } from '../matrix/matrix.js'
import type { Value } from '../problem/arena.js'
import type { Loop } from '../problem/drive.js'
import type { Expressions } from '../problem/expressions.js'
import type { Progress } from '../problem/progress.js'
import { type StoppingRules, stoppedBy } from '../problem/stopping.js'
import { Extrapolation } from './extrapolated.js'
import { type DivergenceSolver, type Step, Steps } from './solver.js'
import type { Target } from './target.js'

const roundingOf = (precision: Precision) => (precision === 'float64' ? 2 ** -52 : 2 ** -23)

/** What is added to W H. It is part of the model, and no more than rounding where W H is of the size of the data. */
export const floorOf = (precision: Precision, mean: number) => roundingOf(precision) * (mean > 0 ? mean : 1)

type Side = 'left' | 'right'

/** A divergence to lower, and which of the factors may change. */
export interface Divergence {
  readonly beta: number
  readonly target: Target
  readonly solver: DivergenceSolver
  readonly factors: 'both' | 'H'
  /** S where X ≈ W S H, square and constant; else it is the identity. */
  readonly middle?: Value
  /** Weights of the sums of the factors; none when absent. */
  readonly l1?: { readonly W: number; readonly H: number }
}

/**
 * Lowers `D(X | W H)`, or `D(X | W S H)`, by updates of W and of H in turn, and yields after every iteration. Where
 * the solver asks for it, the steps are extrapolated.
 *
 * The loss is the divergence with the penalties. `layerErrors` and `dataErrors` are the divergence as a fraction of
 * `layerNorms`, the divergence of X from the constant matrix of its mean: no norm belongs to a divergence.
 */
export function* descendDivergence(
  expressions: Expressions,
  { beta, target, solver, factors, middle, l1 = { W: 0, H: 0 } }: Divergence,
  names: readonly [W: string, H: string],
  rules: StoppingRules,
): Loop {
  const { arena, kernels } = expressions
  const { id: x, entries } = valueOn(target.data, arena.backend)
  const { cells } = target
  const weights = target.weights === undefined ? 0 : valueOn(target.weights, arena.backend).id
  const mean = meanOf(expressions, target)
  const rounding = roundingOf(target.data.precision)
  const floor = floorOf(target.data.precision, mean)
  const value = (w: number, h: number) => kernels.betaDivergence(x, w, h, weights, cells, beta, floor)
  const factor = { left: () => expressions.named(names[0]), right: () => expressions.named(names[1]) }
  /** W S or S H: what the other factor is multiplied with. */
  const through = (side: Side): Value => {
    const of = factor[side]()
    if (middle === undefined) return of
    const out = expressions.buffer(`through S, ${side}`, of.rows, of.cols)
    if (side === 'left') kernels.gemm(out.id, false, false, 1, of.id, middle.id, 0)
    else kernels.gemm(out.id, false, false, 1, middle.id, of.id, 0)
    return out
  }
  const update = (side: Side, { method, passes, exponent }: Step) => {
    const [other, weight] = side === 'left' ? [through('right'), l1.W] : [through('left'), l1.H]
    return kernels.divergenceUpdate(
      factor[side]().id,
      other.id,
      x,
      weights,
      cells,
      side,
      beta,
      floor,
      exponent,
      weight,
      method,
      passes,
    )
  }
  const penaltyOf = (side: Side, weight: number) => (weight > 0 ? weight * kernels.sum(factor[side]().id) : 0)
  const penalty = () => penaltyOf('left', l1.W) + penaltyOf('right', l1.H)
  const some = weights !== 0 || cells === 'stored'
  const steps = new Steps(solver, beta, entries !== undefined && (beta === 1 || some))
  const constant = [arena.allocate(factor.left().rows, 1), arena.allocate(1, factor.right().cols)] as const
  kernels.fill(constant[0].id, mean)
  kernels.fill(constant[1].id, 1)
  const reference = value(constant[0].id, constant[1].id)
  for (const part of constant) arena.discard(part)
  let divergence: number
  /** Also sets the divergence, its part without penalties. */
  const loss = () => {
    divergence = value(through('left').id, factor.right().id)
    return divergence + penalty()
  }
  const report = (iteration: number, loss: number): Progress => {
    const share = [reference > 0 ? divergence / reference : divergence]
    const elapsedMs = performance.now() - rules.startedAt
    return { iteration, layer: 1, loss, layerErrors: share, layerNorms: [reference], dataErrors: share, elapsedMs }
  }
  const left = () => {
    if (factors === 'both') steps.note(update('left', steps.next()))
  }
  const right = () => steps.note(update('right', steps.next()))
  const plain = () => {
    left()
    right()
    return loss()
  }
  const extrapolation = steps.goesBeyond && factors === 'both' ? new Extrapolation(expressions, names) : undefined
  const negligible = 8 * rounding * reference
  let progress = report(0, loss())
  yield progress
  for (let iteration = 1; ; iteration++) {
    // A start may have any scale; one multiplicative update gives it that of the data.
    if (iteration === 1 && steps.needsScale) update('right', { ...steps.next(), method: 'multiplicative', passes: 1 })
    const previousLoss = progress.loss
    progress = report(iteration, extrapolation?.iterate(previousLoss, { left, right, loss }) ?? plain())
    steps.end()
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss, negligible })
    if (reason !== undefined) return reason
  }
}

/** The mean of the entries that count. */
export function meanOf({ arena, kernels }: Expressions, { data, cells, mean }: Target): number {
  if (mean !== undefined) return mean
  const { id, rows, cols, entries } = valueOn(data, arena.backend)
  return kernels.sparseSum(id) / (cells === 'stored' ? (entries as number) : rows * cols)
}
