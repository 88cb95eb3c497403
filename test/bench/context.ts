import type { Lane } from './lanes.js'

/** What every part of the benchmark gets. */
export interface Context {
  lanes: readonly Lane[]
  quick: boolean
  /** The domains of kernels to be timed; all, if there are none. */
  only: readonly string[]
  /** Says what is being measured now. */
  progress: (text: string) => void
  /** Says that something is not measured, and why. */
  leaveOut: (text: string) => void
}
