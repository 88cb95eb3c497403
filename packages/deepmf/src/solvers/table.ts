import type { OrderName, StepName } from '../backend/kernels/solvers.js'
import type { Solver, SolverName } from '../problem/solver.js'
import { admm } from './admm.js'
import { als } from './als.js'
import { auto } from './auto.js'
import { bpp } from './bpp.js'
import { fpgd } from './fpgd.js'
import { hals } from './hals.js'
import { mu } from './mu.js'
import { pgd } from './pgd.js'

/** What a solver is made from. */
export interface SolverSettings {
  readonly steps: number
  readonly tolerance: number
  readonly order: OrderName
  readonly step: StepName
  readonly seed: number
}

/** A solver by name: how it is made, and how many inner steps each block update takes when nobody says. */
interface Entry {
  readonly make: (settings: SolverSettings) => Solver
  /** `undefined` where the solver decides by itself. */
  readonly steps: number | undefined
  /** Whether its inner steps can end early. */
  readonly tolerance?: true
  /** Whether it visits coordinates in an order that can be chosen. */
  readonly order?: true
  /** Whether the length of its steps can be chosen. */
  readonly step?: true
}

/** FPGD needs more inner steps than HALS needs sweeps. */
export const SOLVERS: Readonly<Record<SolverName, Entry>> = {
  auto: { make: auto, steps: undefined },
  fpgd: { make: ({ steps, step }) => fpgd(steps, step), steps: 10, step: true },
  hals: { make: hals, steps: 4, tolerance: true, order: true },
  bpp: { make: bpp, steps: undefined },
  mu: { make: ({ steps }) => mu(steps), steps: 4 },
  admm: { make: admm, steps: 10, tolerance: true },
  pgd: { make: ({ steps }) => pgd(steps), steps: 4 },
  als: { make: als, steps: undefined },
}

export const SOLVER_NAMES = Object.keys(SOLVERS) as SolverName[]
