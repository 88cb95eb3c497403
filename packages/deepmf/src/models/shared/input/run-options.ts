import type { BackendName } from '../../../backend/backend.js'
import { NUMERICS_NAMES, type NumericsName } from '../../../backend/kernels/machine.js'
import type { OrderName, StepName } from '../../../backend/kernels/solvers.js'
import { backendName } from '../../../backend/select.js'
import { invalidOption } from '../../../errors.js'
import {
  type Check,
  callback,
  dependingOn,
  nonnegative,
  numberWhere,
  oneOf,
  optional,
  positive,
  seed,
  signal,
  wholeNumber,
} from '../../../options/index.js'
import type { Watch } from '../../../problem/drive.js'
import type { Progress } from '../../../problem/progress.js'
import type { Solver, SolverName } from '../../../problem/solver.js'
import type { StoppingRules } from '../../../problem/stopping.js'
import { SOLVER_NAMES, SOLVERS } from '../../../solvers/table.js'

/** Options of every model, sync or async. */
export interface RunOptions {
  /** Whole, 0 to 2^53 - 1; decides every random choice. Drawn and reported when absent. */
  seed?: number
  /** The largest number of outer iterations. */
  maxIterations?: number
  /** Ends when the loss changes by at most this fraction of itself in an iteration; 0 for never. */
  tolerance?: number
  /** Ends after the iteration that passes this time. */
  maxSeconds?: number
  /** Called after every outer iteration, and once before the first. */
  onProgress?: (progress: Progress) => void
  /** Which backend; native, else WASM, else JS when absent. */
  backend?: 'native' | 'wasm' | 'js'
  /** Threads of the native backend; all physical cores when absent. The result has the same bits. */
  threads?: number
  /**
   * `'reproducible'` (the default): the same bits on every backend, processor and number of threads. `'fast'`: dense
   * products by the fastest library that the backend has, a BLAS for one, within rounding of the reproducible ones, and
   * the same from run to run on one machine with one number of threads; `fit.history` and the factors then agree with
   * the reproducible fit as far as the problem is well-conditioned.
   */
  numerics?: NumericsName
  /**
   * How a block is solved. `'auto'` takes HALS where the sets allow it and FPGD elsewhere, chooses the number of inner
   * steps by counted work, and extrapolates between iterations. `'bpp'` is exact alternating nonnegative least squares,
   * `'mu'` multiplicative updates, `'admm'` the alternating direction method of multipliers, `'pgd'` projected gradient
   * with Armijo's rule, `'als'` the closed form of unconstrained factors. What a solver cannot do is refused before any
   * work.
   */
  solver?: SolverName
  /**
   * Inner steps (fpgd, mu, admm, pgd) or sweeps (hals) for each block update; not with `'auto'`, which chooses them, nor
   * with the exact `'bpp'` and `'als'`.
   */
  innerSteps?: number
  /**
   * With hals: a column (or row) of a factor takes no more sweeps after the one that changes it by at most this fraction
   * of what the first one did. With admm: nor steps after the one that leaves both squared relative residuals within it.
   * 0 (the default) for all steps, always.
   */
  innerTolerance?: number
  /** With hals: `'cyclic'` (the default), or `'random'` for rows (columns) in another order in every block update. */
  order?: OrderName
  /**
   * With fpgd: steps of length 1/L for the Lipschitz constant L (`'lipschitz'`, the default), or by `'backtracking'`: each
   * tries three times the length of the last, then halves of it down to 1/L, until the objective falls. A column (row) of
   * a factor that is a problem of its own has steps of its own.
   */
  step?: StepName
}

/** Options of the async form of every model. */
export interface AsyncOptions {
  /** Ends the fit between two iterations. */
  signal?: AbortSignal
  /**
   * What an abort does: `'reject'` with the signal's reason, or `'return'` the fit so far, once there is one: the layers
   * that were reached, or, where all layers are fitted together, the fit after every layer has a start.
   */
  onAbort?: 'reject' | 'return'
}

interface RunDefaults {
  readonly maxIterations: number
  readonly tolerance: number
  readonly solver: SolverName
}

/** What most models do when nobody says. */
const USUAL: RunDefaults = { maxIterations: 500, tolerance: 1e-6, solver: 'auto' }

/** The validators of {@link RunOptions}, and unless `sync` of {@link AsyncOptions}. */
export const runSpec = (sync: boolean, defaults: Partial<RunDefaults> = {}) => ({
  seed: seed(),
  maxIterations: optional(wholeNumber(1), defaults.maxIterations ?? USUAL.maxIterations),
  tolerance: optional(nonnegative(), defaults.tolerance ?? USUAL.tolerance),
  maxSeconds: optional(positive(), Number.POSITIVE_INFINITY),
  onProgress: optional(callback<Progress>()),
  backend: backendName(),
  threads: optional(wholeNumber(1, 1024)),
  numerics: optional(oneOf(...NUMERICS_NAMES), 'reproducible'),
  solver: optional(oneOf(...SOLVER_NAMES), defaults.solver ?? USUAL.solver),
  innerSteps: dependingOn(({ solver }) => innerStepsOption(solver as SolverName)),
  innerTolerance: dependingOn(({ solver }) =>
    onlyWith(
      'tolerance',
      solver as SolverName,
      numberWhere((value) => value >= 0 && value < 1, 'a number from 0 to below 1'),
      0,
    ),
  ),
  order: dependingOn(({ solver }) => onlyWith('order', solver as SolverName, oneOf('cyclic', 'random'), 'cyclic')),
  step: dependingOn(({ solver }) =>
    onlyWith('step', solver as SolverName, oneOf('lipschitz', 'backtracking'), 'lipschitz'),
  ),
  ...(sync ? {} : { signal: optional(signal()), onAbort: optional(oneOf('reject', 'return'), 'reject') }),
})

/** An option that some solvers have no use for, and then refuse. */
function onlyWith<T>(
  what: 'tolerance' | 'order' | 'step',
  solver: SolverName,
  check: Check<T>,
  fallback: NoInfer<T>,
): Check<T> {
  if (SOLVERS[solver][what]) return optional(check, fallback)
  const names = SOLVER_NAMES.filter((name) => SOLVERS[name][what]).map((name) => `'${name}'`)
  return (option, value) => {
    if (value !== undefined) throw invalidOption(option, value, `nothing but with solver ${names.join(' or ')}`)
    return fallback
  }
}

function innerStepsOption(solver: SolverName): Check<number | undefined> {
  const { steps } = SOLVERS[solver]
  if (steps !== undefined) return optional(wholeNumber(1), steps)
  return (option, value) => {
    if (value !== undefined) throw invalidOption(option, value, `nothing with solver '${solver}', which chooses them`)
    return undefined
  }
}

/** What every model knows of its run. */
export interface CheckedRun {
  readonly seed: number
  readonly maxIterations: number
  readonly tolerance: number
  readonly maxSeconds: number
  readonly onProgress: Watch['onProgress']
  readonly backend: BackendName | undefined
  readonly threads: number | undefined
  readonly numerics: NumericsName
  readonly signal?: AbortSignal | undefined
  readonly onAbort?: Watch['onAbort']
}

export const stoppingRules = (run: CheckedRun): StoppingRules => ({
  maxIterations: run.maxIterations,
  tolerance: run.tolerance,
  maxMilliseconds: run.maxSeconds * 1000,
  startedAt: performance.now(),
})

/** Where a fit runs, and who watches it. */
export const runOf = ({ backend, threads, numerics, onProgress, signal, onAbort = 'reject' }: CheckedRun) => ({
  backend,
  threads,
  numerics,
  watch: { onProgress, signal, onAbort } satisfies Watch,
})

interface CheckedSolver {
  readonly solver: SolverName
  readonly innerSteps: number | undefined
  readonly innerTolerance: number
  readonly order: OrderName
  readonly step: StepName
  readonly seed: number
}

export const solverOf = ({ solver, innerSteps, innerTolerance, order, step, seed }: CheckedSolver): Solver =>
  SOLVERS[solver].make({ steps: innerSteps ?? 0, tolerance: innerTolerance, order, step, seed })
