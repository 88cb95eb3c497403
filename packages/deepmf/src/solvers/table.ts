import { auto } from './auto.js'
import { fpgd } from './fpgd.js'
import { hals } from './hals.js'
import type { Solver, SolverName } from './solver.js'

/** A solver by name: how it is made, and how many inner steps each block update takes when nobody says. */
interface Entry {
  readonly make: (steps: number) => Solver
  /** `undefined` where the solver decides by itself. */
  readonly steps: number | undefined
}

/** FPGD needs more inner steps than HALS needs sweeps. */
export const SOLVERS: Readonly<Record<SolverName, Entry>> = {
  auto: { make: auto, steps: undefined },
  fpgd: { make: fpgd, steps: 10 },
  hals: { make: hals, steps: 4 },
}

export const SOLVER_NAMES = Object.keys(SOLVERS) as SolverName[]
