import { DeepMFError, invalidOption } from '../../errors.js'
import { checkNonnegative, checkScale, isMatrix, toObserved } from '../../matrix/internals.js'
import { Matrix, type MatrixLike } from '../../matrix/matrix.js'
import type { Check } from '../../options/index.js'
import type { Data } from '../shared/input/data.js'

/** The class of each sample, whole numbers from 0 and -1 for unknown; or a matrix, classes x samples. */
export type LabelsOption = ArrayLike<number> | MatrixLike

/** Labels as checked. */
export interface Labels {
  /** P x n: what B S is to be near to; 0 where it is unknown. */
  readonly Y: Matrix
  /** 1 where Y is known and 0 elsewhere; `undefined` where all is known. */
  readonly known: Matrix | undefined
  /** The class of each sample, the largest of what is known of it; -1 where nothing is. */
  readonly classes: Int32Array
  /** What was made for the fit alone. */
  readonly temporaries: readonly Matrix[]
}

/** More classes than that are a mistake. */
const MOST_CLASSES = 1e6

/** A validator for labels of the samples of `data`. */
export function labelsOption({ cols, precision }: Data): Check<Labels> {
  const allowed = `the classes of ${cols} samples, whole numbers from 0 or -1 for unknown, or a matrix with ${cols} columns`
  return (option, value) => {
    if (isList(value)) return fromList(option, value, cols, precision)
    if (typeof value !== 'object' || value === null) throw invalidOption(option, value, allowed)
    const { matrix: Y, mask } = toObserved(value, option, isMatrix(value) ? undefined : precision)
    if (Y.cols !== cols) throw new DeepMFError('ERR_SHAPE', { option, received: Y.shape, allowed: `${cols} columns` })
    if (Y.precision !== precision) {
      throw new DeepMFError('ERR_PRECISION', { option, received: Y.precision, allowed: `${precision}, as X has` })
    }
    checkNonnegative(Y, option)
    checkScale(Y, option)
    return labelled(Y, mask, [...(isMatrix(value) ? [] : [Y]), ...(mask === undefined ? [] : [mask])])
  }
}

const isList = (value: unknown): value is ArrayLike<number> =>
  (ArrayBuffer.isView(value) && !(value instanceof DataView)) ||
  (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item !== 'object'))

function fromList(option: string, list: ArrayLike<number>, cols: number, precision: Matrix['precision']): Labels {
  if (list.length !== cols) {
    throw new DeepMFError('ERR_SHAPE', {
      option,
      received: list.length,
      allowed: `a class for each of ${cols} samples`,
    })
  }
  const classes = Array.from(list)
  classes.forEach((label, j) => {
    if (Number.isInteger(label) && label >= -1 && label < MOST_CLASSES) return
    throw invalidOption(`${option}[${j}]`, label, 'a whole number from 0, or -1 for unknown')
  })
  const count = 1 + Math.max(...classes)
  if (count === 0) throw invalidOption(option, list, 'one sample or more whose class is known')
  const [numbers, mask] = [new Float64Array(count * cols), new Float64Array(count * cols)]
  classes.forEach((label, j) => {
    if (label < 0) return
    numbers[label * cols + j] = 1
    for (let k = 0; k < count; k++) mask[k * cols + j] = 1
  })
  const options = { shape: [count, cols], precision } as const
  const Y = Matrix.from(numbers, options)
  const known = classes.includes(-1) ? Matrix.from(mask, options) : undefined
  return labelled(Y, known, [Y, ...(known === undefined ? [] : [known])])
}

function labelled(Y: Matrix, known: Matrix | undefined, temporaries: readonly Matrix[]): Labels {
  const [numbers, mask] = [Y.toArray(), known?.toArray()]
  const classes = Int32Array.from({ length: Y.cols }, (_, j) => {
    let [label, most] = [-1, Number.NEGATIVE_INFINITY]
    for (let k = 0; k < Y.rows; k++) {
      const at = k * Y.cols + j
      if ((mask?.[at] ?? 1) > 0 && (numbers[at] as number) > most) [label, most] = [k, numbers[at] as number]
    }
    return label
  })
  return { Y, known, classes, temporaries }
}
