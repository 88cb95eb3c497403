import { projectInPlace } from '../constraints/in-place.js'
import { nonnegative } from '../constraints/nonnegative.js'
import type { Value } from '../problem/arena.js'
import type { Expressions } from '../problem/expressions.js'
import { Momentum } from '../problem/momentum.js'

/** What an iteration is made of: an update of either factor, and the loss. */
interface Moves {
  readonly left: () => void
  readonly right: () => void
  readonly loss: () => number
}

/** The first iteration has nothing to go beyond. */
const PLAIN_ITERATIONS = 1

/**
 * Iterations that go beyond their steps, as `problem/extrapolated.ts` does for squared errors (Ang and Gillis, 2019):
 *
 *     H ← P(H + β (H - H_previous)),  W ← update,  W ← P(W + β (W - W_previous)),  H ← update
 *
 * An iteration that raised the loss is done again from where it began, without extrapolation, and β falls. The factors
 * are never copied where turning buffers round will do: beside sparse data they are what takes time to move.
 */
export class Extrapolation {
  readonly #W: Track
  readonly #H: Track
  readonly #momentum = new Momentum(PLAIN_ITERATIONS)
  #begun: Value

  constructor(
    private readonly expressions: Expressions,
    [W, H]: readonly [string, string],
  ) {
    this.#W = new Track(expressions, W)
    this.#H = new Track(expressions, H)
    this.#begun = expressions.arena.allocate(this.#W.now.rows, this.#W.now.cols)
  }

  /** One iteration; gives the loss after it, which is not above `before`. */
  iterate(before: number, { left, right, loss }: Moves): number {
    const [W, H, momentum] = [this.#W, this.#H, this.#momentum]
    const { kernels } = this.expressions
    kernels.copy(this.#begun.id, W.now.id)
    H.goBeyond(momentum.factor)
    left()
    W.goBeyond(momentum.factor)
    right()
    const reached = loss()
    if (reached <= before) {
      momentum.raise()
      return reached
    }
    momentum.lower()
    this.#begun = W.exchange(this.#begun)
    kernels.copy(H.now.id, H.previous.id)
    left()
    kernels.copy(W.previous.id, W.now.id)
    right()
    return loss()
  }
}

/** A factor, and what its extrapolation starts from. */
class Track {
  #previous: Value

  constructor(
    private readonly expressions: Expressions,
    private readonly name: string,
  ) {
    const { rows, cols, id } = this.now
    this.#previous = expressions.arena.allocate(rows, cols)
    expressions.kernels.copy(this.#previous.id, id)
  }

  get now(): Value {
    return this.expressions.named(this.name)
  }

  get previous(): Value {
    return this.#previous
  }

  /** Another matrix stands for the factor; gives back the one that did. */
  exchange(value: Value): Value {
    const { now } = this
    this.expressions.define(this.name, value)
    return now
  }

  /** F ← P(F + β (F - F_previous)); F as it was becomes the previous one. */
  goBeyond(beta: number): void {
    const { kernels } = this.expressions
    const beyond = this.#previous
    kernels.axpby(beyond.id, 1 + beta, this.now.id, -beta)
    projectInPlace(kernels, beyond.id, nonnegative())
    this.#previous = this.exchange(beyond)
  }
}
