import type { Kernels } from '../backend/kernels/index.js'
import type { Penalty } from '../penalties/penalty.js'
import { penaltyValue } from '../penalties/value.js'
import type { Arena, Value } from '../problem/arena.js'
import type { NormalEquations } from '../problem/assemble.js'
import { download } from '../problem/transfer.js'
import { keptFor } from './kept.js'

/**
 * Accelerated proximal gradient (Beck and Teboulle, 2009) on `½⟨F, Σ P F Q⟩ - ⟨B, F⟩ + penalty(F)`, for penalties that no
 * quadratic takes up. A step that raises the objective is taken back and the momentum starts again, and a step without
 * momentum that raises it, as proximal maps that are not exact may, ends the update: F is never worse than before.
 */
export function proximalGradient(steps: number) {
  const buffersOf = keptFor(...BUFFERS)
  return (kernels: Kernels, penalty: Penalty, factor: Value, equations: NormalEquations, arena: Arena) => {
    const buffers = buffersOf(arena, factor)
    descend(new Problem(kernels, penalty, equations, arena, buffers.half), factor, buffers, steps)
  }
}

/**
 * The point that steps start from and the trial, and what Σ P · Q makes of them and of the best point, which is the factor
 * itself; and P F.
 */
const BUFFERS = ['from', 'trial', 'fromImage', 'trialImage', 'bestImage', 'half'] as const

type Buffers = Readonly<Record<(typeof BUFFERS)[number], Value>>

function descend(problem: Problem, best: Value, buffers: Buffers, steps: number): void {
  const { kernels } = problem
  const { from, trial, fromImage, trialImage, bestImage } = buffers
  kernels.copy(from.id, best.id)
  problem.image(bestImage, best)
  kernels.copy(fromImage.id, bestImage.id)
  let lowest = problem.objective(best, bestImage)
  let [momentum, moved] = [1, false]
  for (let step = 0; step < steps && problem.lipschitz > 0; step++) {
    problem.step(trial, from, fromImage)
    problem.image(trialImage, trial)
    const objective = problem.objective(trial, trialImage)
    if (objective > lowest) {
      if (!moved) break
      kernels.copy(from.id, best.id)
      kernels.copy(fromImage.id, bestImage.id)
      momentum = 1
      moved = false
      continue
    }
    const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2
    const beta = (momentum - 1) / next
    // from = trial + β (trial - best), and its image by linearity.
    for (const [to, now, before] of [
      [from, trial, best],
      [fromImage, trialImage, bestImage],
    ] as const) {
      kernels.copy(to.id, now.id)
      kernels.axpby(to.id, -beta, before.id, 1 + beta)
      kernels.copy(before.id, now.id)
    }
    lowest = objective
    momentum = next
    moved = beta > 0
  }
}

class Problem {
  readonly lipschitz: number

  constructor(
    readonly kernels: Kernels,
    private readonly penalty: Penalty,
    private readonly equations: NormalEquations,
    private readonly arena: Arena,
    private readonly half: Value,
  ) {
    const norm = (value: Value | undefined) => (value === undefined ? 1 : kernels.spectralNorm(value.id))
    const { left, right } = equations
    this.lipschitz = left.reduce((sum, p, k) => sum + norm(p) * norm(right[k]), 0)
  }

  /** out = Σ P F Q. */
  image(out: Value, F: Value): void {
    const { kernels } = this
    const { left, right } = this.equations
    kernels.fill(out.id, 0)
    for (const [k, p] of left.entries()) {
      const q = right[k]
      const half = p === undefined ? F : this.half
      if (p !== undefined) kernels.gemm(half.id, false, false, 1, p.id, F.id, 0)
      if (q === undefined) kernels.axpby(out.id, 1, half.id, 1)
      else kernels.gemm(out.id, false, false, 1, half.id, q.id, 1)
    }
  }

  objective(F: Value, image: Value): number {
    const { kernels, penalty, arena } = this
    const quadratic = 0.5 * kernels.inner(image.id, F.id) - kernels.inner(this.equations.linear.id, F.id)
    return quadratic + penaltyValue(penalty, F.rows, F.cols, download(arena, F))
  }

  /** to = the proximal map of a gradient step from `from`. */
  step(to: Value, from: Value, image: Value): void {
    const { kernels, penalty, lipschitz } = this
    kernels.copy(to.id, from.id)
    kernels.axpby(to.id, -1 / lipschitz, image.id, 1)
    kernels.axpby(to.id, 1 / lipschitz, this.equations.linear.id, 1)
    kernels.proximal(to.id, penalty.penalty, penalty.along, 1 / lipschitz, Float64Array.from(penalty.parameters))
  }
}
