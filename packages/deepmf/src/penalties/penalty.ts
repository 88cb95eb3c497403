import type { AlongName, PenaltyName } from '../backend/kernels/projections.js'

/** A penalty of a factor, given by its proximal map. The functions of this folder make them. */
export interface Penalty {
  readonly name: string
  readonly penalty: PenaltyName
  /** Which vectors of the factor the penalty speaks about. Of no account for entrywise penalties. */
  readonly along: AlongName
  /** The penalty's numbers, as its proximal map takes them: the weight first. */
  readonly parameters: readonly number[]
}
