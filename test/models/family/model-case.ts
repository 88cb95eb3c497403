import type { DataLike, FactorFit, Matrix } from 'deepmf'
import type { Problem } from '../../../packages/deepmf/src/problem/problem.js'
import type { BadInput } from '../../support/bad-input.js'
import type { Rows } from '../../support/dense.js'

/** A fit of one layer, whatever its factors are called. */
export type AnyFit = FactorFit<string>
export type Factors = Readonly<Record<string, Rows>>
export type Options = Readonly<Record<string, unknown>>

/** One setting of a model: what is put on top of its options, and data of its own where it needs such. */
export interface Setting {
  readonly options?: Options
  readonly X?: Rows
  /** Why the loss may rise in this setting alone. */
  readonly mayRise?: string
}

/**
 * A model of one layer as the tests see it. All that such models have in common is tested in one place for all of them,
 * on every backend: add a file here, name it in `index.ts`, and a model has the tests that its siblings have.
 */
export interface ModelCase {
  readonly name: string
  /** The model's function and its synchronous twin; {@link runModel} calls them. */
  readonly fit: (X: never, options: never) => Promise<object>
  readonly fitSync: (X: never, options: never) => object
  /** Small data of the kind that the model is for. */
  readonly X: Rows
  /** The options that cannot be left out. */
  readonly options: Options
  /** Further settings, each of which is tested like the first. */
  readonly settings: Readonly<Record<string, Setting>>
  /** The factors by name, in the order in which their product is near to X; the coefficients of the samples last. */
  readonly chain: readonly string[]
  /** Factors of the result that are not in the chain. */
  readonly others?: readonly string[]
  /** Numbers that the objective needs and only the fit knows: they are put to the options that it gets. */
  readonly reports?: readonly string[]
  /** The model's objective, from its definition. */
  objective(X: Rows, factors: Factors, options: Options): number
  /** How far factors are outside of their sets, by what the set says. */
  violations(factors: Factors, options: Options): Readonly<Record<string, number>>
  /** Why the loss may rise, where theory does not forbid it. */
  readonly mayRise?: string
  /** Why the coefficients of the fit's own samples are not found again to the same loss by `transform`. */
  readonly transformDiffers?: string
  /** Data that the model explains without an error, and how near it comes: the relative error, from this start. */
  readonly planted?: { readonly X: Rows; readonly options: Options; readonly error: number }
  /** The block problems, so that their gradients are compared with finite differences of the objective. */
  readonly gradients?: {
    problem(options: Options): Problem
    /** Shapes of all named matrices but the data, variable or not, for the case's X. */
    readonly shapes: Readonly<Record<string, readonly [rows: number, cols: number]>>
    readonly settings: readonly Options[]
    /** The objective of the named matrices. */
    objective(X: Rows, named: Factors, options: Options): number
  }
  /** Bad options, besides those that every model refuses. */
  readonly badInput: readonly BadInput[]
  /** Whether data may have negative entries. */
  readonly signed?: true
  /** X with zeros in every third column, so that it has something to be sparse about; or as the model can take it. */
  readonly thinned?: (X: Rows) => Rows
  /** Whether X may be sparse. */
  readonly sparse?: true
}

/** Fits the model. */
export const runModel = async (model: ModelCase, X: DataLike, options: Options): Promise<AnyFit> =>
  (await model.fit(X as never, options as never)) as AnyFit

export const runModelSync = (model: ModelCase, X: DataLike, options: Options): AnyFit =>
  model.fitSync(X as never, options as never) as AnyFit

/** All settings of a model, the one without further options first. */
export const settingsOf = ({ X, options, settings }: ModelCase) =>
  Object.entries({ alone: {}, ...settings }).map(([name, setting]: [string, Setting]) => ({
    name,
    X: setting.X ?? X,
    options: { ...options, ...setting.options },
    mayRise: setting.mayRise,
  }))

/** The factors of a fit as rows of numbers. */
export const factorsOf = (fit: AnyFit, { chain, others = [] }: ModelCase): Factors =>
  Object.fromEntries([...chain, ...others].map((name) => [name, (fit[name] as Matrix).toRows()]))

/** The options of a fit, and what it reports for the objective. */
export const knownOf = (fit: AnyFit, { reports = [] }: ModelCase, options: Options): Options => ({
  ...options,
  ...Object.fromEntries(reports.map((name) => [name, (fit as unknown as Options)[name]])),
})

/** How far the smallest entry is below zero. */
export const negativity = (a: Rows): number => Math.max(0, -Math.min(...a.flat()))

/** The sums of the columns. */
export const columnSums = (a: Rows): number[] =>
  (a[0] as number[]).map((_, j) => a.reduce((sum, row) => sum + (row[j] as number), 0))

/** How far sums of columns are from one. */
export const columnSumsOff = (a: Rows): number => Math.max(...columnSums(a).map((sum) => Math.abs(sum - 1)))

/** How far sums of columns are beyond one. */
export const columnSumsBeyond = (a: Rows): number => Math.max(0, ...columnSums(a).map((sum) => sum - 1))
