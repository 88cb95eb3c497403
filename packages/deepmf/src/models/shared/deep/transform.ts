import type { Normalisation } from '../../../init/normalise.js'
import type { DataLike } from '../../../matrix/index.js'
import { valueOn } from '../../../matrix/internals.js'
import type { Matrix } from '../../../matrix/matrix.js'
import { descend } from '../../../problem/descent.js'
import type { Loop } from '../../../problem/drive.js'
import type { Expressions } from '../../../problem/expressions.js'
import type { Problem } from '../../../problem/problem.js'
import { fpgd } from '../../../solvers/fpgd.js'
import { layerConstraints } from '../factors/constraints.js'
import { nonnegativeInput } from '../input/data.js'
import { ascending, type Decompose, h, w } from '../names.js'
import {
  checkFits,
  STEPS,
  type TransformOptions,
  transformOptions,
  transformRules,
  whereFitted,
} from '../results/transform-options.js'
import type { Setting } from '../run/product.js'
import type { Plan } from '../run/session.js'
import { firstSide } from './measures.js'
import { singleLayer } from './single-layer.js'

/** What a fit leaves behind for new samples. */
export interface Frozen extends Setting {
  readonly layers: readonly { readonly W: Matrix; readonly H: Matrix }[]
  readonly decompose: Decompose
  readonly normalisation: Normalisation
  /** The model's problem, where one loss holds all layers; else one layer follows the other. */
  readonly blocks: ((normalisation: Normalisation) => Problem) | undefined
}

/**
 * The factors that belong to the samples (H_1 for features, every H_l for coefficients), found for
 * new samples with all other factors as they were fitted: the fit's own objective, the fit's sets.
 *
 * A normalisation that speaks about rows of H is about the samples of the fit; for new ones these
 * factors are only nonnegative.
 */
export function transformPlan(
  frozen: Frozen,
  data: DataLike,
  options: TransformOptions | undefined,
  sync: boolean,
): Plan<Matrix[]> {
  const { layers, decompose } = frozen
  const checked = transformOptions(options, sync)
  const { matrix, temporaries } = nonnegativeInput(data, layers[0]?.W.precision)
  checkFits(matrix, layers[0]?.W as Matrix)
  const normalisation = frozen.normalisation === 'H-rows' ? 'none' : frozen.normalisation
  const depth = layers.length
  const sampleFactors = decompose === 'features' ? [h(1)] : ascending(1, depth).map(h)
  return {
    data: matrix,
    temporaries,
    ...whereFitted(frozen, checked.signal),
    first: firstSide(decompose),
    *loop(expressions: Expressions): Loop {
      defineFactors(expressions, frozen, matrix.cols)
      const rules = transformRules(checked)
      const problems =
        frozen.blocks === undefined
          ? ascending(1, depth).map((l) => singleLayer(l, decompose, layerConstraints(normalisation)))
          : [frozen.blocks(normalisation)]
      for (const problem of problems) {
        const blocks = problem.blocks.filter((block) => sampleFactors.includes(block.factor))
        const derived = problem.derived.filter(({ factor }) => sampleFactors.includes(factor))
        if (blocks.length > 0) yield* descend(expressions, { ...problem, blocks, derived }, fpgd(STEPS), rules)
      }
      return 'tolerance'
    },
    finish: (session) => sampleFactors.map((name) => session.take(name)),
  }
}

/** The fitted factors as they are, and the samples' factors from zero. */
function defineFactors(expressions: Expressions, { layers, decompose }: Frozen, samples: number): void {
  const { arena } = expressions
  for (const [index, { W, H }] of layers.entries()) {
    const l = index + 1
    const isNew = decompose === 'coefficients' || l === 1
    expressions.define(w(l), valueOn(W, arena.backend))
    expressions.define(h(l), isNew ? arena.allocate(H.rows, samples) : valueOn(H, arena.backend))
  }
}
