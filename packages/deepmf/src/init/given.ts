import { valueOn } from '../matrix/internals.js'
import type { Matrix } from '../matrix/matrix.js'
import { copyOf } from '../problem/transfer.js'
import type { Initialiser } from './start.js'

/** Factors that the caller has, such as those of an earlier fit; copied, never changed. */
export interface GivenFactors {
  readonly W: Matrix
  readonly H: Matrix
  /** Which of them were converted from something else for this fit. */
  readonly converted: { readonly W: boolean; readonly H: boolean }
}

/** Each layer starts from the factors given for it. Shapes and signs were checked before. */
export function given(layers: readonly GivenFactors[]): Initialiser {
  return {
    name: 'given',
    // biome-ignore lint/correctness/useYield: there is nothing to wait for
    *start(arena, _target, _rank, layer) {
      const { W, H } = layers[layer] as GivenFactors
      return { W: copyOf(arena, valueOn(W, arena.backend)), H: copyOf(arena, valueOn(H, arena.backend)) }
    },
  }
}
