import type { Normalisation } from '../../init/normalise.js'
import type { Matrix } from '../../matrix/matrix.js'
import { boolean, checkOptions, oneOf, optional, rank } from '../../options/index.js'
import { type AsyncOptions, asyncSpec, type Init, initOption, type RunOptions, runSpec } from '../shared/options.js'

/** Options of {@link nmf}. */
export interface NMFOptions extends RunOptions, AsyncOptions {
  /** The number of columns of W: from 1 to min(m, n), or more with `overcomplete`. */
  rank: number
  /** Where the fit starts: `'random'` (the default), `'snpa'`, or `{ W, H }`. */
  init?: Init
  /** A set that fixes the scale of the factors; `'none'` (the default) leaves it open. */
  normalisation?: Normalisation
  /** Allows a rank above min(m, n). */
  overcomplete?: boolean
}

/** Options of {@link nmfSync}: those of {@link nmf} but for the ones that need the event loop. */
export type NMFSyncOptions = Omit<NMFOptions, keyof AsyncOptions>

const DEFAULTS = { maxIterations: 500, tolerance: 1e-6, solver: 'hals', innerSteps: 4 } as const
/** FPGD needs more inner steps than HALS needs sweeps, and it alone can keep a sum. */
const FPGD_DEFAULTS = { ...DEFAULTS, solver: 'fpgd', innerSteps: 10 } as const

export function checkNMFOptions(name: string, options: unknown, matrix: Matrix, sync: boolean) {
  const given = (options ?? {}) as Partial<NMFOptions>
  const { rows, cols } = matrix
  const largest = given.overcomplete === true ? Number.MAX_SAFE_INTEGER : Math.min(rows, cols)
  const needsFpgd =
    given.solver === 'fpgd' ||
    (given.solver === undefined && given.normalisation !== undefined && given.normalisation !== 'none')
  const shape = { rows, cols, rank: Number(given.rank) }
  return checkOptions(name, options, {
    rank: rank(largest),
    init: initOption(shape, matrix.precision),
    normalisation: optional(oneOf('none', 'H-columns', 'H-rows', 'W-columns', 'W-rows'), 'none'),
    overcomplete: optional(boolean(), false),
    ...runSpec(needsFpgd ? FPGD_DEFAULTS : DEFAULTS),
    ...(sync ? {} : asyncSpec),
  })
}
