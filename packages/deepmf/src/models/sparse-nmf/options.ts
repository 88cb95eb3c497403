import { invalidOption } from '../../errors.js'
import { type Check, checkOptions, dependingOn } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'
import { type Init, initOption } from '../shared/input/init-options.js'
import { rankSpec, type SizeOptions } from '../shared/input/ranks.js'
import { type AsyncOptions, type RunOptions, runSpec } from '../shared/input/run-options.js'
import type { FactorSparsity } from './problem.js'
import { type Sparsity, sparsityOption } from './sparsity.js'

/** Options of {@link sparseNMF}. */
export interface SparseNMFOptions extends SizeOptions, RunOptions, AsyncOptions {
  /**
   * How W, H or both are sparse. A penalty (`l1`, `l1Squared`) of one factor cannot stand beside a set (`hoyer`, `entries`)
   * of the other, which any scale may have.
   */
  sparsity: { readonly W?: Sparsity; readonly H?: Sparsity }
  /**
   * Where the fit starts: `'random'` (the default), another name of {@link InitName}, or `{ W, H }`. Beside a set, a start by
   * name gets 30 iterations without it before it is brought into it.
   */
  init?: Init
}

/** Options of {@link sparseNMFSync}: those of {@link sparseNMF} but for the ones that need the event loop. */
export type SparseNMFSyncOptions = Omit<SparseNMFOptions, keyof AsyncOptions>

export function checkSparseNMFOptions(name: string, options: unknown, data: Data, sync: boolean) {
  const { rows, cols } = data
  return checkOptions(name, options, {
    ...rankSpec(data),
    sparsity: dependingOn((before) => factorSparsity(rows, cols, before.rank as number)),
    init: initOption(data),
    ...runSpec(sync),
  })
}

function factorSparsity(rows: number, cols: number, rank: number): Check<FactorSparsity> {
  return (option, value) => {
    const { W, H } = checkOptions(option, value, {
      W: (_, given) => sparsityOption(rows, rank, 'columns')(`${option}.W`, given),
      H: (_, given) => sparsityOption(rank, cols, 'rows')(`${option}.H`, given),
    })
    if (W === undefined && H === undefined) throw invalidOption(option, value, '{ W }, { H } or { W, H }')
    if ((W?.penalty && H?.constraint) || (W?.constraint && H?.penalty)) {
      throw invalidOption(
        option,
        value,
        'penalties of both factors or sets of both: a set of any scale bounds no penalty',
      )
    }
    return { W, H }
  }
}
