import type { Ratio, Timing } from './timing.js'

/** The programs that are compared; `limit` is the probe of the core (in registers only) or of the memory. */
export type LaneName =
  | 'limit'
  | 'native-1'
  | 'native-fast'
  | 'native-all'
  | 'wasm'
  | 'wasm-fast'
  | 'js'
  | 'plain-js'
  | 'numpy'
  | 'numpy-in-place'
  | 'scikit-learn'
  | 'scikit-learn-all'

/** One piece of work, timed on several lanes in the same races. */
export interface Row {
  group: 'kernels' | 'fits' | 'peers'
  name: string
  /** Shapes as a person writes them. */
  shape: string
  /** What one run of the work is: floating point operations, bytes moved, outer iterations of a fit, or whole fits. */
  unit: 'flop' | 'byte' | 'iteration' | 'fit'
  amount: number
  /** The instruction set of the native lane, where it is not the best one. */
  set?: string
  /** Seconds for one run of the work. The probe's own amount of work differs: its seconds are scaled to `amount`. */
  lanes: Partial<Record<LaneName, Timing>>
  /** Why a kernel stays below half of its limit. */
  why?: string
  /** Anything else worth keeping, such as the losses that were reached. */
  notes?: Record<string, number | string>
}

/** A ratio that the project wants to reach. */
export interface Goal {
  text: string
  goal: number
  measured: Ratio
  /** How many threads the faster one had: processor time says nothing about several. */
  threads: 1 | 'all'
}

export interface Machine {
  processor: string
  cores: number
  platform: string
  node: string
  instructionSet: string
  instructionSets: string[]
  threads: number
  /** What serves the fast mode of the native backend. */
  fastLibrary: string
}

export interface Report {
  format: 1
  date: string
  quick: boolean
  machine: Machine
  /** Backends and data that this run had to do without, and why. */
  absent: string[]
  rows: Row[]
  goals: Goal[]
}

/** The best rate of a lane, in the unit of the row a second. */
export function bestRate(row: Row, lane: LaneName): number | undefined {
  const timing = row.lanes[lane]
  return timing && row.amount / timing.min
}

export function medianRate(row: Row, lane: LaneName): number | undefined {
  const timing = row.lanes[lane]
  return timing && row.amount / timing.median
}
