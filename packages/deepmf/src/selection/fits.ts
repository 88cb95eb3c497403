import { loadBackend, requireBackend } from '../backend/select.js'
import type { DataLike } from '../matrix/index.js'
import type { NMFFit } from '../models/nmf/fit.js'
import { nmf, nmfSync } from '../models/nmf/model.js'
import type { NMFSyncOptions } from '../models/nmf/options.js'
import { type Input, withInput } from '../models/shared/input/data.js'
import { missingInput } from '../models/shared/input/missing.js'
import type { InnerNMFOptions } from './options.js'
import { answered, answeredSync, type Requests } from './requests.js'

/** What every selection has to know, checked. */
export interface Selection {
  readonly nmf: InnerNMFOptions
  readonly signal?: AbortSignal | undefined
}

/** Work that asks for fits of one X. */
export type Fits<Result> = Requests<NMFSyncOptions, NMFFit, Result>

/** Work on data, planned: what the options are, checked, and what is done with them. */
interface Planned<Checked, Result> {
  check(input: Input): Checked
  work(checked: Checked, input: Input): Fits<Result>
}

/** Reads the data once, checks the options, and does the work with fits of that data. */
export async function withFits<Checked extends Selection, Result>(
  X: DataLike,
  options: unknown,
  { check, work }: Planned<Checked, Result>,
): Promise<Result> {
  const input = read(X, options)
  try {
    const checked = check(input)
    const { signal } = checked
    await loadBackend(checked.nmf.backend)
    const inner = signal === undefined ? {} : { signal }
    return await answered(work(checked, input), (fit) => nmf(input.matrix, { ...fit, ...inner }), signal)
  } finally {
    close(input)
  }
}

/** The same without a pause. */
export function withFitsSync<Checked extends Selection, Result>(
  X: DataLike,
  options: unknown,
  { check, work }: Planned<Checked, Result>,
): Result {
  const input = read(X, options)
  try {
    const checked = check(input)
    requireBackend(checked.nmf.backend)
    return answeredSync(work(checked, input), (fit) => nmfSync(input.matrix, fit))
  } finally {
    close(input)
  }
}

/** Options of each fit: those given, but for NaN, which has become a mask. */
export function fitOptions({ missing, ...rest }: InnerNMFOptions): InnerNMFOptions {
  return missing === undefined || missing === 'nan' ? rest : { ...rest, missing }
}

function read(X: DataLike, options: unknown): Input {
  const { nmf: inner } = (options ?? {}) as { nmf?: unknown }
  return withInput(X, (input) => input, missingInput(inner))
}

function close({ temporaries }: Input): void {
  for (const matrix of temporaries) matrix.dispose()
}
