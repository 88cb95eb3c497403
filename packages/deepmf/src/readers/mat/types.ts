/** The classes of numeric arrays in MATLAB. */
export type MatClass =
  | 'double'
  | 'single'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'

/** The typed arrays that numbers are read into. */
export type MatArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** An array of numbers. With two dimensions it is what `Matrix.from` takes. */
export interface MatNumeric {
  readonly type: 'numeric'
  readonly class: MatClass
  /** Whether it is an array of true (1) and false (0). */
  readonly logical: boolean
  readonly shape: readonly number[]
  /** Row by row: the last index runs fastest. */
  readonly data: MatArray
  /** The imaginary parts of complex numbers. */
  readonly imaginary?: MatArray
}

/** A sparse matrix, by columns: column j has the entries `columnStarts[j]` to `columnStarts[j + 1] - 1`. */
export interface MatSparse {
  readonly type: 'sparse'
  readonly logical: boolean
  readonly shape: readonly number[]
  readonly columnStarts: Int32Array
  readonly rowIndices: Int32Array
  readonly values: MatArray
}

/** Text; the rows of a character matrix are separated by line feeds. */
export interface MatText {
  readonly type: 'text'
  readonly shape: readonly number[]
  readonly text: string
}

/** A cell array; items in MATLAB's order, so that `data{5}` is `items[4]`. */
export interface MatCell {
  readonly type: 'cell'
  readonly shape: readonly number[]
  readonly items: readonly MatValue[]
}

/** A struct array: one record per element, in MATLAB's order. */
export interface MatStruct {
  readonly type: 'struct'
  readonly shape: readonly number[]
  readonly items: readonly Readonly<Record<string, MatValue>>[]
}

/** Something that has no meaning outside MATLAB, such as a function handle. */
export interface MatUnsupported {
  readonly type: 'unsupported'
  /** The number of its class in the file format. */
  readonly class: number
}

/** A variable of a MAT file. */
export type MatValue = MatNumeric | MatSparse | MatText | MatCell | MatStruct | MatUnsupported
