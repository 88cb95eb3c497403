import type { Contender } from '../timing.js'
import type { Precision, Workspace } from '../workspace.js'

/**
 * What one run of a kernel has to do, in the unit in which it is limited: floating-point operations that the core must
 * do, or bytes that must come from and go to memory (each matrix once, however often the kernel reads it).
 */
export type Work = { flops: number } | { bytes: number }

/** A kernel at one size: `prepare` makes its matrices in a workspace and returns the call to be timed. */
export interface Case {
  name: string
  /** Shapes as a person writes them. */
  shape: string
  work: Work
  precision: Precision
  prepare: (workspace: Workspace) => () => void
  /** Plain JavaScript that does the same for so many seconds at least. */
  plain?: (seconds: number) => Contender
  /** Whether the fast mode has something of its own for it. */
  fast?: true
  /** An instruction set, where not the best one is to be timed; then on one native thread only, against its own limit. */
  set?: string
  /** Why the kernel runs below half of its limit, for those that do: printed beneath the table. */
  why?: string
}

/** The cases of one domain; a quick run has tiny sizes, which show that everything runs. */
export type Domain = (quick: boolean) => Case[]
