import type { BackendName } from '../../backend/backend.js'
import type { OrderName, StepName } from '../../backend/kernels/solvers.js'
import { NUMERICS_NAMES, type NumericsName } from '../../backend/numerics.js'
import { backendName } from '../../backend/select.js'
import { DeepMFError, invalidOption } from '../../errors.js'
import {
  ANY_INIT_NAMES,
  type AnyInitName,
  FREE_INIT_NAMES,
  type FreeInitName,
  INIT_NAMES,
  type InitName,
  initialiserByName,
} from '../../init/by-name.js'
import { type GivenFactors, given } from '../../init/given.js'
import { randomCoefficients } from '../../init/random-coefficients.js'
import type { Initialiser } from '../../init/start.js'
import { checkNonnegative, checkScale, isMatrix, toMatrix } from '../../matrix/internals.js'
import type { Matrix, MatrixLike } from '../../matrix/matrix.js'
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
} from '../../options/index.js'
import type { Watch } from '../../problem/drive.js'
import type { Progress } from '../../problem/progress.js'
import type { StoppingRules } from '../../problem/stopping.js'
import type { Solver, SolverName } from '../../solvers/solver.js'
import { SOLVER_NAMES, SOLVERS } from '../../solvers/table.js'

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

/** The validators of {@link RunOptions}. */
export const runSpec = (defaults: RunDefaults) => ({
  seed: seed(),
  maxIterations: optional(wholeNumber(1), defaults.maxIterations),
  tolerance: optional(nonnegative(), defaults.tolerance),
  maxSeconds: optional(positive(), Number.POSITIVE_INFINITY),
  onProgress: optional(callback<Progress>()),
  backend: backendName(),
  threads: optional(wholeNumber(1, 1024)),
  numerics: optional(oneOf(...NUMERICS_NAMES), 'reproducible'),
  solver: optional(oneOf(...SOLVER_NAMES), defaults.solver),
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

/** The validators of {@link AsyncOptions}. */
export const asyncSpec = {
  signal: optional(signal()),
  onAbort: optional(oneOf('reject', 'return'), 'reject'),
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

export const watchOf = ({ onProgress, signal, onAbort = 'reject' }: CheckedRun): Watch => ({
  onProgress,
  signal,
  onAbort,
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

/** Where a fit starts: by name, or from factors that the caller has. */
export type Init = InitName | { W: MatrixLike; H: MatrixLike }

/** The same for models whose W may have any sign. */
export type FreeInit = FreeInitName | { W: MatrixLike; H: MatrixLike }

/** The same for models whose factors may both have any sign. */
export type AnyInit = AnyInitName | { W: MatrixLike; H: MatrixLike }

type CheckedName = InitName | AnyInitName

/** A start as checked: its name, and the factors where they were given. */
export interface CheckedInit {
  readonly name: CheckedName | 'given'
  readonly layers: readonly GivenFactors[]
}

/** The given factors that were converted for the fit alone and go when it ends. */
export const temporariesOf = (init: CheckedInit): readonly Matrix[] =>
  init.layers.flatMap(({ W, H, converted }) => [...(converted.W ? [W] : []), ...(converted.H ? [H] : [])])

/** The shape of the matrix that a layer factorizes, and the layer's rank. */
export interface LayerShape {
  readonly rows: number
  readonly cols: number
  readonly rank: number
}

const initName = (value: unknown): InitName | undefined => INIT_NAMES.find((name) => name === value)

export const inWords = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

/** Which factors may have entries below zero: neither, W, or both. */
export type Sign = 'nonnegative' | 'free' | 'both free'

const NAMES = { nonnegative: INIT_NAMES, free: FREE_INIT_NAMES, 'both free': ANY_INIT_NAMES } as const

/** The start of a single layer; with a free W by the names that can do without signs, and a given W of any sign. */
export function initOption(
  shape: LayerShape,
  precision: Matrix['precision'],
  basis: Sign = 'nonnegative',
  fallback: FreeInitName = 'random',
): Check<CheckedInit> {
  const names: readonly CheckedName[] = NAMES[basis]
  return (option, value) => {
    const name = value === undefined ? fallback : names.find((name) => name === value)
    if (name !== undefined) return { name, layers: [] }
    if (isPair(value) && 'W' in value && 'H' in value) {
      return { name: 'given', layers: [givenFactors(option, value, shape, precision, basis)] }
    }
    throw invalidOption(option, value, `${inWords(names)}, or { W, H }`)
  }
}

/** The start of a deep model: one pair of factors for every layer where it is given. */
export function deepInitOption(
  shapes: readonly LayerShape[],
  precision: Matrix['precision'],
  fallback: InitName,
): Check<CheckedInit> {
  const allowed = `${inWords(INIT_NAMES)}, or an array with { W, H } for each of the ${shapes.length} layers`
  return (option, value) => {
    const name = value === undefined ? fallback : initName(value)
    if (name !== undefined) return { name, layers: [] }
    if (!Array.isArray(value) || value.length !== shapes.length) throw invalidOption(option, value, allowed)
    const layers = shapes.map((shape, i) => {
      const item: unknown = value[i]
      if (!isPair(item)) throw invalidOption(`${option}[${i}]`, item, '{ W, H }')
      return givenFactors(`${option}[${i}]`, item, shape, precision)
    })
    return { name: 'given', layers }
  }
}

export function initialiserOf(init: CheckedInit, seedUsed: number, basis: Sign = 'nonnegative'): Initialiser {
  if (init.name === 'given') return given(init.layers)
  if (basis !== 'nonnegative' && init.name === 'random') return randomCoefficients(seedUsed)
  return initialiserByName(init.name, seedUsed)
}

function givenFactors(
  option: string,
  value: Pair,
  { rows, cols, rank }: LayerShape,
  precision: Matrix['precision'],
  basis: Sign = 'nonnegative',
): GivenFactors {
  return {
    W: givenFactor(`${option}.W`, value.W, rows, rank, precision, basis === 'nonnegative' ? 'nonnegative' : 'free'),
    H: givenFactor(`${option}.H`, value.H, rank, cols, precision, basis === 'both free' ? 'free' : 'nonnegative'),
    converted: { W: !isMatrix(value.W), H: !isMatrix(value.H) },
  }
}

/** A factor that the caller gives, checked. */
export function givenFactor(
  option: string,
  value: unknown,
  rows: number,
  cols: number,
  precision: Matrix['precision'],
  sign: 'nonnegative' | 'free' = 'nonnegative',
): Matrix {
  const matrix = toMatrix(value, option, isMatrix(value) ? undefined : { precision })
  if (matrix.rows !== rows || matrix.cols !== cols) {
    throw new DeepMFError('ERR_SHAPE', {
      option,
      received: [matrix.rows, matrix.cols],
      allowed: `a matrix of shape [${rows}, ${cols}]`,
    })
  }
  if (matrix.precision !== precision) {
    throw new DeepMFError('ERR_PRECISION', {
      option,
      received: matrix.precision,
      allowed: `${precision}, the precision of the data`,
    })
  }
  if (sign === 'nonnegative') checkNonnegative(matrix, option)
  checkScale(matrix, option)
  return matrix
}

interface Pair {
  readonly W?: unknown
  readonly H?: unknown
}

const isPair = (value: unknown): value is Pair => typeof value === 'object' && value !== null
