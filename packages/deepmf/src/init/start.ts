import type { Arena, Value } from '../problem/arena.js'
import type { InitName } from './by-name.js'

/** The factors that one layer starts from, in the fit's arena. */
export interface Start {
  readonly W: Value
  readonly H: Value
}

/** How a layer gets its first factors, for a target S (p x q) that is to be W H with `rank` columns in W. */
export interface Initialiser {
  readonly name: InitName | 'svd' | 'given'
  /**
   * Each yield is a place to pause. `layer` counts from 0 and keeps the random numbers of the layers apart.
   */
  start(arena: Arena, target: Value, rank: number, layer: number): Generator<undefined, Start, void>
}
