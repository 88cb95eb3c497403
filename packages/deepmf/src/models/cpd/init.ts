import { DeepMFError, invalidOption } from '../../errors.js'
import { facts } from '../../matrix/facts.js'
import { type Matrix, type MatrixLike, type Precision, storageOf } from '../../matrix/matrix.js'
import { arrayOf, type Check, nonnegative, numberWhere } from '../../options/index.js'
import { givenFactor } from '../shared/input/init-options.js'

/** Where a decomposition starts: by name, or from factors that the caller has, such as a fit. */
export type CPDInit =
  | 'random'
  | 'svd'
  | { readonly factors: readonly MatrixLike[]; readonly weights?: ArrayLike<number> }

/** A start as checked: its name, and the factors where they were given. */
export interface CheckedCPDInit {
  readonly name: 'random' | 'svd' | 'given'
  readonly factors: readonly Matrix[]
  readonly weights: readonly number[] | undefined
  /** Factors that were converted for the fit alone. */
  readonly converted: readonly Matrix[]
}

/** What has to be known of the options that come first. */
export interface Before {
  readonly nonnegative: readonly boolean[]
  readonly rank: number
  readonly l2: number
}

/** A start for a tensor of that shape. */
export function initOption(shape: readonly number[], precision: Precision, before: Before): Check<CheckedCPDInit> {
  return (option, value) => {
    if (value === undefined || value === 'random' || value === 'svd') {
      return { name: value ?? 'random', factors: [], weights: undefined, converted: [] }
    }
    if (typeof value === 'object' && value !== null && 'factors' in value) {
      return given(option, value, shape, precision, before)
    }
    throw invalidOption(option, value, "'random', 'svd', or { factors, weights }")
  }
}

function given(
  option: string,
  value: { readonly factors: unknown; readonly weights?: unknown },
  shape: readonly number[],
  precision: Precision,
  before: Before,
): CheckedCPDInit {
  const { factors: matrices } = value
  if (!Array.isArray(matrices) || matrices.length !== shape.length) {
    throw invalidOption(`${option}.factors`, matrices, `an array of ${shape.length} matrices`)
  }
  const weights = value.weights === undefined ? undefined : weightsOf(`${option}.weights`, value.weights, before)
  const factors = shape.map((size, k) => {
    const sign = before.nonnegative[k] === true ? 'nonnegative' : 'free'
    return givenFactor(`${option}.factors[${k}]`, matrices[k], size, before.rank, precision, sign)
  })
  checkScaleTogether(option, factors, weights ?? [])
  return { name: 'given', factors, weights, converted: factors.filter((factor, k) => factor !== matrices[k]) }
}

function weightsOf(option: string, value: unknown, { rank, nonnegative: isNonnegative }: Before): readonly number[] {
  const check = isNonnegative.includes(false) ? numberWhere(() => true, 'a finite number') : nonnegative()
  const list: unknown =
    ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value
  return arrayOf(check, rank)(option, list)
}

/** Products of Gram matrices have the squares of all magnitudes in them. */
const LARGEST: Record<Precision, number> = { float64: 1e100, float32: 1e12 }

function checkScaleTogether(option: string, factors: readonly Matrix[], weights: readonly number[]): void {
  const sizes = factors.map((factor) => facts(storageOf(factor)).largest)
  sizes.push(Math.max(1, ...weights.map(Math.abs)))
  const received = sizes.reduce((product, size) => product * Math.max(1, size), 1)
  const largest = LARGEST[factors[0]?.precision ?? 'float64']
  if (received <= largest) return
  const allowed = `up to ${largest}`
  const message = `${option}: the magnitudes above 1 multiply to ${received}, allowed: ${allowed}; rescale the factors`
  throw new DeepMFError('ERR_SCALE', { message, option, received, allowed })
}
