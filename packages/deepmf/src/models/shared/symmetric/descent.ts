import { projectInPlace } from '../../../constraints/in-place.js'
import type { Value } from '../../../problem/arena.js'
import { identity } from '../../../problem/constant.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import { Momentum } from '../../../problem/momentum.js'
import type { Block, Problem } from '../../../problem/problem.js'
import { measured } from '../../../problem/progress.js'
import type { Solver } from '../../../problem/solver.js'
import { type StoppingRules, stoppedBy } from '../../../problem/stopping.js'
import { update } from '../../../problem/update.js'
import { fpgd } from '../../../solvers/fpgd.js'

/** FPGD steps for S, which has a Gram matrix on both sides. */
const STEPS = 10
/** Trial steps of W in an iteration; the damping that they end with is where the next iteration begins. */
const TRIALS = 12
/** The damping, as a share of the mean diagonal entry of 2 VᵀV, where a step without any was too long. */
const FIRST = 1e-3
const RISE = 4
const FALL = 3

/**
 * Lowers `½ ‖X - W Wᵀ‖²`, or `½ ‖X - W S Wᵀ‖²` where `problem` has a block for a symmetric S before that of W, for the H of
 * the problem being Wᵀ throughout.
 *
 * The objective has degree four in W. A step minimises a quadratic of the same slope instead, `⟨G, D⟩ + ½ ⟨D Q, D⟩` over
 * W + D >= 0 with V = W S, G = W VᵀV - X V and Q = 2 VᵀV + µ I. VᵀV alone is the curvature with the other W held, as in
 * alternating least squares (Kuang, Yun and Park, 2015), whose steps are twice as long as they should be where both move;
 * µ makes up for what else is left out. Steps begin beyond W, as in the extrapolated descent of two factors. One that
 * raises the loss is not taken: the next begins at W, and then µ grows. So the loss never rises, and W need not be tied to
 * H by a penalty whose weight would have to be large.
 */
export function* descendSymmetric(
  expressions: Expressions,
  problem: Problem,
  solver: Solver,
  rules: StoppingRules,
): Loop {
  const inW = problem.blocks.find(({ factor }) => factor === 'W') as Block
  const inS = problem.blocks.find(({ factor }) => factor === 'S')
  const steps = new Steps(expressions, inW, solver)
  const middle = fpgd(STEPS)
  solver.plan?.(expressions, problem)
  let { progress } = measured(expressions, problem, 0, rules)
  yield progress
  for (let iteration = 1; ; iteration++) {
    const previousLoss = progress.loss
    const measure = () => measured(expressions, problem, iteration, rules)
    if (inS !== undefined) {
      update(expressions, inS, middle)
      symmetrise(expressions, 'S')
    }
    const now = steps.step(inS === undefined ? previousLoss : measure().progress.loss, measure)
    progress = now.progress
    yield progress
    const reason = stoppedBy(rules, { ...progress, previousLoss, negligible: now.negligible })
    if (reason !== undefined) return reason
  }
}

/** H ← Wᵀ. */
export function mirror(expressions: Expressions): void {
  expressions.kernels.transpose(expressions.named('H').id, expressions.named('W').id)
  expressions.touch('H')
}

/** F ← (F + Fᵀ) / 2. */
export function symmetrise(expressions: Expressions, name: string): void {
  const { kernels } = expressions
  const { id, rows, cols } = expressions.named(name)
  const turned = expressions.buffer(`turned ${name}`, cols, rows)
  kernels.transpose(turned.id, id)
  kernels.axpby(id, 0.5, turned.id, 0.5)
  expressions.touch(name)
}

/** The steps of W. */
class Steps {
  readonly #W: Value
  readonly #S: string[]
  readonly #momentum = new Momentum(0)
  #damping = 0

  constructor(
    private readonly expressions: Expressions,
    private readonly block: Block,
    private readonly solver: Solver,
  ) {
    this.#W = expressions.named('W')
    this.#S = (block.terms[0]?.right ?? []).slice(0, -1)
    this.#copy(this.#like('previous W'), this.#W)
    this.#copy(this.#like('previous X W'), this.#product())
  }

  /**
   * Takes the first of some steps that leads to no larger loss than `loss`: from beyond W, from W itself, and then ever
   * shorter ones. W stays where none does.
   */
  step<Measured extends { readonly progress: { readonly loss: number } }>(
    loss: number,
    measure: () => Measured,
  ): Measured {
    const [kept, product] = [this.#like('kept W'), this.#like('kept X W')]
    this.#copy(kept, this.#W)
    this.#copy(product, this.#product())
    let beyond = this.#momentum.factor
    for (let trial = 0; trial < TRIALS; trial++) {
      this.#solve(kept, product, beyond)
      const now = measure()
      if (now.progress.loss <= loss) {
        this.#copy(this.#like('previous W'), kept)
        this.#copy(this.#like('previous X W'), product)
        if (beyond > 0) this.#momentum.raise()
        this.#damping = this.#damping > FIRST ? this.#damping / FALL : 0
        return now
      }
      if (beyond > 0) this.#momentum.lower()
      else this.#damping = Math.max(FIRST, RISE * this.#damping)
      beyond = 0
    }
    this.#copy(this.#W, kept)
    this.#changed()
    return measure()
  }

  /** W ← the minimiser of the quadratic around W + beyond (W - the one before). What X makes of that is known without X. */
  #solve(kept: Value, product: Value, beyond: number): void {
    const { kernels, arena } = this.expressions
    const [base, linear] = [this.#like('base of a step'), this.#like('slope of a step')]
    this.#copy(base, kept)
    kernels.axpby(base.id, -beyond, this.#like('previous W').id, 1 + beyond)
    const sent = this.#like('X times the base')
    this.#copy(sent, product)
    kernels.axpby(sent.id, -beyond, this.#like('previous X W').id, 1 + beyond)
    const V = this.#timesS(base, 'V')
    const gram = this.expressions.buffer('curvature of a step', V.cols, V.cols)
    kernels.gram(gram.id, V.id, true, 2, 0)
    this.#copy(linear, this.#timesS(sent, 'X V'))
    kernels.gemm(linear.id, false, false, 0.5, base.id, gram.id, 1)
    const weight = this.#damping * meanDiagonal(this.expressions, gram)
    kernels.axpby(linear.id, weight, base.id, 1)
    kernels.addDiagonal(gram.id, weight)
    this.#copy(this.#W, base)
    projectInPlace(kernels, this.#W.id, this.block.constraint)
    const equations = { linear, left: [undefined], right: [gram] }
    this.solver.solve(kernels, this.block, this.#W, equations, arena, this.expressions)
    this.#changed()
  }

  /** X W: the product that the loss needs too. */
  #product(): Value {
    return this.expressions.cross(this.block.terms[0]?.target ?? [], [], ['H'])
  }

  /** The matrix times S, where there is one. */
  #timesS(value: Value, key: string): Value {
    const S = this.#S[0]
    if (S === undefined) return value
    const out = this.#like(key)
    this.expressions.kernels.gemm(out.id, false, false, 1, value.id, this.expressions.named(S).id, 0)
    return out
  }

  #changed(): void {
    this.expressions.touch('W')
    mirror(this.expressions)
  }

  #like(key: string): Value {
    return this.expressions.buffer(key, this.#W.rows, this.#W.cols)
  }

  #copy(to: Value, from: Value): void {
    this.expressions.kernels.copy(to.id, from.id)
  }
}

function meanDiagonal(expressions: Expressions, gram: Value): number {
  return expressions.kernels.inner(identity(expressions, gram.rows).id, gram.id) / gram.rows
}
