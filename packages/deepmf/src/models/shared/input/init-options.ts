import { DeepMFError, invalidOption } from '../../../errors.js'
import {
  ANY_INIT_NAMES,
  type AnyInitName,
  FREE_INIT_NAMES,
  type FreeInitName,
  INIT_NAMES,
  type InitName,
  initialiserByName,
} from '../../../init/by-name.js'
import { type GivenFactors, given } from '../../../init/given.js'
import { randomCoefficients } from '../../../init/random-coefficients.js'
import type { Initialiser } from '../../../init/start.js'
import { checkNonnegative, checkScale, isMatrix, toMatrix } from '../../../matrix/internals.js'
import type { Matrix, MatrixLike } from '../../../matrix/matrix.js'
import { type Check, inWords } from '../../../options/index.js'
import type { Data } from './data.js'

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

/** Which factors may have entries below zero: neither, W, or both. */
export type Sign = 'nonnegative' | 'free' | 'both free'

const NAMES = { nonnegative: INIT_NAMES, free: FREE_INIT_NAMES, 'both free': ANY_INIT_NAMES } as const

/**
 * The start of a single layer, of a rank that is checked before it; with a free W by the names that can do without signs,
 * and a given W of any sign.
 */
export function initOption(
  { rows, cols, precision }: Data,
  basis: Sign = 'nonnegative',
  fallback: FreeInitName = 'random',
): Check<CheckedInit> {
  const names: readonly CheckedName[] = NAMES[basis]
  return (option, value, before) => {
    const name = value === undefined ? fallback : names.find((name) => name === value)
    if (name !== undefined) return { name, layers: [] }
    if (isPair(value) && 'W' in value && 'H' in value) {
      const shape = { rows, cols, rank: before?.rank as number }
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
