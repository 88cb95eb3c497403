import { multiplyColumns, multiplyRows, type Normalisation, normaliseStart } from '../../../init/normalise.js'
import type { Initialiser } from '../../../init/start.js'
import { descend } from '../../../problem/descent.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Solver } from '../../../problem/solver.js'
import type { StoppedBy, StoppingRules } from '../../../problem/stopping.js'
import { layerConstraints } from '../factors/constraints.js'
import { type Decompose, h, targetOf, w } from '../names.js'
import { singleLayer } from './single-layer.js'

/** What a pass over the layers, one after the other, needs to know. */
interface SequenceSetup {
  readonly ranks: readonly number[]
  readonly decompose: Decompose
  readonly normalisation: Normalisation
  readonly initialiser: Initialiser
  readonly solver: Solver
  /** `maxIterations` counts for every layer; 0 leaves the layers at their starts. */
  readonly rules: StoppingRules
}

/**
 * The sequential factorization (Cichocki and Zdunek, 2006; De Handschutter, thesis, algorithm 8):
 * each layer is started, and fitted with `rules`, before the next one sees its factor. It is
 * multilayer NMF, and it is the start of every deep model.
 *
 * Defines the factors W1, H1, ... in `expressions` and yields after every iteration, and within a
 * start that takes a while.
 */
export function* sequence(expressions: Expressions, setup: SequenceSetup): Loop {
  const { arena } = expressions
  const { decompose, normalisation, rules } = setup
  const constraints = layerConstraints(normalisation)
  let carried: Float64Array | undefined
  let reason: StoppedBy = 'tolerance'
  for (const [index, rank] of setup.ranks.entries()) {
    const l = index + 1
    const target = expressions.named(targetOf(l, decompose))
    const start = yield* setup.initialiser.start(arena, target, rank, index)
    if (carried !== undefined && setup.initialiser.name === 'given') {
      // The layer before was rescaled, so what was given for this one has to follow.
      if (decompose === 'features') multiplyColumns(arena, start.H, carried)
      else
        multiplyRows(
          arena,
          start.W,
          carried.map((scale) => 1 / scale),
        )
    }
    carried = normaliseStart(arena, start, normalisation, setup.initialiser.name !== 'given')
    expressions.define(w(l), start.W)
    expressions.define(h(l), start.H)
    if (rules.maxIterations > 0) {
      const problem = singleLayer(l, decompose, constraints)
      const ended = yield* descend(expressions, problem, setup.solver, rules)
      if (ended !== 'tolerance') reason = ended
    }
  }
  return reason
}
