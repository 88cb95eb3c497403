import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { BackendName, DeepLoss, DeepMFOptions } from 'deepmf'
import { UsageError } from './usage-error.js'

/** What the demo was asked to do. */
export interface Settings {
  readonly images: { readonly kind: 'digits' } | { readonly kind: 'faces'; readonly path: string }
  readonly fit: FitSettings
  /** The folder of the page. */
  readonly out: string
}

/** The options of the fit that the demo sets. */
export interface FitSettings {
  readonly ranks: readonly number[]
  readonly decompose: 'features' | 'coefficients'
  readonly loss: DeepLoss
  readonly normalisation: NonNullable<DeepMFOptions['normalisation']>
  readonly maxIterations: number
  readonly seed: number
  readonly backend?: BackendName
}

const DEFAULTS = {
  // Rows of W sum to at most one: of the normalisations this gives the deepest layer whole shapes.
  digits: { ranks: [100, 36, 16], decompose: 'coefficients', normalisation: 'W-rows', maxIterations: 150, seed: 3 },
  faces: { ranks: [100, 49, 25], decompose: 'features', normalisation: 'H-columns', maxIterations: 150, seed: 1 },
} as const satisfies Record<string, Partial<FitSettings>>

/** Reads the command line; `undefined` when help was asked for. */
export function readSettings(args: readonly string[]): Settings | undefined {
  const { values, positionals } = parse(args)
  if (values.help === true) return undefined
  const images = imagesOf(positionals)
  const defaults = DEFAULTS[images.kind]
  return {
    images,
    fit: {
      ...defaults,
      ranks: values.ranks === undefined ? defaults.ranks : ranksOf(values.ranks),
      loss: (values.loss ?? 'layer-centric') as DeepLoss,
      maxIterations: wholeNumber('--iterations', values.iterations) ?? defaults.maxIterations,
      seed: wholeNumber('--seed', values.seed) ?? defaults.seed,
      // Names are checked by the library, whose message lists what is allowed.
      ...(values.backend === undefined ? {} : { backend: values.backend as BackendName }),
      ...(values.normalisation === undefined
        ? {}
        : { normalisation: values.normalisation as FitSettings['normalisation'] }),
    },
    out: resolve(values.out ?? `out/${images.kind}`),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        ranks: { type: 'string' },
        iterations: { type: 'string' },
        seed: { type: 'string' },
        loss: { type: 'string' },
        normalisation: { type: 'string' },
        backend: { type: 'string' },
        out: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] as string) : String(error))
  }
}

function imagesOf(positionals: readonly string[]): Settings['images'] {
  const [kind = 'digits', path, extra] = positionals
  if (kind === 'faces') {
    if (path === undefined) throw new UsageError("'faces' needs a MATLAB file: npm run demo -- faces FILE.mat")
    if (extra !== undefined) throw new UsageError(`'${extra}' is one argument too many`)
    return { kind, path }
  }
  if (kind !== 'digits') throw new UsageError(`'${kind}' is neither 'digits' nor 'faces'`)
  if (path !== undefined) throw new UsageError(`'${path}' is one argument too many: the digits come with the demo`)
  return { kind }
}

function ranksOf(text: string): readonly number[] {
  const ranks = text.split(/[,-]/).map((part) => wholeNumber('--ranks', part) as number)
  if (ranks.length > 6) throw new UsageError(`--ranks has ${ranks.length} layers, at most 6 fit on the page`)
  return ranks
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text.trim())) throw new UsageError(`${option}: '${text}' is not a whole number`)
  return Number(text)
}
