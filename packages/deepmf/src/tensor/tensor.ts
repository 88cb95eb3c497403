/// <reference lib="esnext.disposable" preserve="true" />

import { DeepMFError, invalidOption } from '../errors.js'
import type { NumericArray } from '../matrix/index.js'
import { fromStorage, type Matrix, type Precision, storageOf } from '../matrix/matrix.js'
import { checkOptions, oneOf, optional } from '../options/index.js'
import { checkShape, read, sameShape } from './from.js'
import type { NestedNumbers, TensorLike, TensorOptions } from './types.js'

// What internals.ts hands to the rest of the library and index.ts does not export.

/** The matrix that holds a tensor: see `foldedShape`. */
export let matrixOf: (tensor: Tensor) => Matrix

/** The tensor of that shape that a matrix holds, which becomes its own. */
export let fromMatrix: (matrix: Matrix, shape: readonly number[]) => Tensor

/** Whether a value is a Tensor of this library. */
export let isTensor: (value: unknown) => value is Tensor

const FROM_MATRIX = Symbol('from matrix')

/**
 * A dense tensor of float64 or float32 numbers with two modes or more, that never changes.
 *
 * Its numbers may lie on the JavaScript side or in a backend's memory, as those of a `Matrix`; memory is given back by
 * `dispose()`, at the end of a `using` block, or some time after the tensor has become unreachable.
 *
 * @example
 * const T = Tensor.from({ data: new Float64Array(24), shape: [2, 3, 4] })
 * T.shape          // [2, 3, 4]
 * T.get(1, 2, 3)   // 0
 */
export class Tensor {
  readonly #matrix: Matrix
  /** `[I1, ..., IK]`. */
  readonly shape: readonly number[]

  /** Internal: use {@link Tensor.from}. */
  constructor(key: typeof FROM_MATRIX, matrix: Matrix, shape: readonly number[]) {
    if (key !== FROM_MATRIX) {
      throw new DeepMFError('ERR_INVALID_ARGUMENT', 'Tensor has no public constructor: use Tensor.from(...)')
    }
    this.#matrix = matrix
    this.shape = Object.freeze([...shape])
  }

  static {
    matrixOf = (tensor) => tensor.#matrix
    fromMatrix = (matrix, shape) => new Tensor(FROM_MATRIX, matrix, shape)
    isTensor = (value): value is Tensor => typeof value === 'object' && value !== null && #matrix in value
  }

  /**
   * Makes a tensor from nested arrays, from a flat array with a shape, or from a Tensor, which is returned as it is unless
   * its precision is to change. The numbers are copied.
   *
   * @param input `T[i][j][k]` (arrays or typed arrays innermost), `{ data, shape }` with the last index fastest, a flat
   *   array of numbers with `options.shape`, or a Tensor
   * @throws DeepMFError `ERR_INVALID_TENSOR` when the input is ragged, empty, of the wrong length, has one mode alone or a
   *   cell that is no number, `ERR_NOT_FINITE` for NaN and infinity, naming the cell; `ERR_OUT_OF_MEMORY`
   *
   * @example
   * Tensor.from([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]).get(1, 0, 1)   // 6
   */
  static from(input: TensorLike | NumericArray, options?: TensorOptions): Tensor {
    return toTensor(input, 'input', options)
  }

  /** The number of modes, K. */
  get order(): number {
    return this.shape.length
  }

  /** The kind of number that the tensor holds. */
  get precision(): Precision {
    return this.#matrix.precision
  }

  /** Whether the tensor was disposed of; then it cannot be read any more. */
  get disposed(): boolean {
    return this.#matrix.disposed
  }

  /** A new array with the numbers, the last index fastest. */
  toArray(): Float64Array {
    return this.#matrix.toArray()
  }

  /** A new array with the numbers, the last index fastest, rounded to float32. */
  toFloat32Array(): Float32Array {
    return this.#matrix.toFloat32Array()
  }

  /** New arrays in arrays: `T.toNested()[i][j][k]`. */
  toNested(): NestedNumbers {
    return nest(this.toArray(), this.shape)
  }

  /**
   * The number at these indices, one for each mode, counted from 0.
   *
   * @throws DeepMFError `ERR_INVALID_ARGUMENT` when there is no such cell
   */
  get(...indices: readonly number[]): number {
    if (indices.length !== this.order) {
      throw invalidOption('indices', indices, `${this.order} whole numbers`, 'ERR_INVALID_ARGUMENT')
    }
    let number = 0
    for (const [mode, size] of this.shape.entries()) {
      const index = indices[mode]
      if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= size) {
        throw invalidOption(`indices[${mode}]`, index, `a whole number from 0 to ${size - 1}`, 'ERR_INVALID_ARGUMENT')
      }
      number = number * size + (index as number)
    }
    return storageOf(this.#matrix).host()[number] as number
  }

  /** Gives the memory back now. Reading the tensor afterwards is an error (`ERR_DISPOSED`), disposing again is not. */
  dispose(): void {
    this.#matrix.dispose()
  }

  /** Disposes of the tensor at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  /** A short description, such as `Tensor(2 x 3 x 4, float64)`. */
  toString(): string {
    return `Tensor(${this.shape.join(' x ')}, ${this.precision}${this.disposed ? ', disposed' : ''})`
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/** `Tensor.from` with a name for the input in messages. */
export function toTensor(input: unknown, what: string, options?: TensorOptions): Tensor {
  const { shape, precision } = checkOptions('Tensor.from', options, {
    shape: optional(checkShape),
    precision: optional(oneOf('float64', 'float32')),
  })
  if (!isTensor(input)) return fromRead(read(input, what, shape, precision))
  if (shape !== undefined && !sameShape(shape, input.shape)) {
    throw invalidOption('shape', shape, `[${input.shape.join(', ')}], the shape of the tensor`)
  }
  if (precision === undefined || precision === input.precision) {
    // Asking for the numbers of a disposed tensor should fail here, not after some work.
    if (input.disposed) throw new DeepMFError('ERR_DISPOSED', { message: `${what} was disposed of`, option: what })
    return input
  }
  const data = precision === 'float32' ? input.toFloat32Array() : input.toArray()
  return fromRead(read({ data, shape: input.shape }, what, undefined, precision))
}

const fromRead = ({ storage, shape }: ReturnType<typeof read>) => fromMatrix(fromStorage(storage), shape)

function nest(numbers: Float64Array, shape: readonly number[]): NestedNumbers {
  const [size = 1, ...inner] = shape
  const length = numbers.length / size
  const parts = Array.from({ length: size }, (_, i) => numbers.subarray(i * length, (i + 1) * length))
  return parts.map((part) => (inner.length === 1 ? Array.from(part) : nest(part, inner)))
}
