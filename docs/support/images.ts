import { encode, uriOf } from '../../packages/demo/src/picture/png.js'
import { at, PALE, save, text, widthOf } from './svg.js'

/** How a list of numbers is an image. */
export interface Grid {
  readonly rows: number
  readonly cols: number
  /** Which pixels follow each other: those of a row, or those of a column (MATLAB). */
  readonly order: 'row after row' | 'column after column'
}

/** One image and a word on it, which stands below. */
export interface Cell {
  readonly values: ArrayLike<number>
  readonly note?: string
}

export interface ImageTable {
  readonly grid: Grid
  /** Rows of images; the label stands to their left. */
  readonly rows: readonly { readonly label?: string; readonly cells: readonly Cell[] }[]
  /** What stands above the columns. */
  readonly headers?: readonly string[]
  /** Points for each pixel, across and down. */
  readonly scale: number | readonly [number, number]
  /** The value that is drawn darkest; each image's own largest magnitude when absent. */
  readonly largest?: number
}

const GAP = 8
const LINE = 18

/** Draws images in a table: dark is large; positive numbers are grey, or orange where there are negative ones, in blue. */
export async function images(name: string, table: ImageTable): Promise<void> {
  const { grid, rows, headers, scale, largest } = table
  const [across, down] = typeof scale === 'number' ? [scale, scale] : scale
  const [width, height] = [across * grid.cols, down * grid.rows]
  const signed = rows.some(({ cells }) => cells.some(({ values }) => Array.from(values).some((value) => value < 0)))
  const labels = rows.map(({ label = '' }) => label)
  const left = GAP + Math.max(0, ...labels.map((label) => (label === '' ? 0 : widthOf(label) + GAP)))
  const notes = rows.map(({ cells }) => (cells.some(({ note }) => note !== undefined) ? LINE : 0))
  const parts: string[] = []
  let top = GAP
  if (headers !== undefined) {
    top += LINE
    headers.forEach((header, j) => {
      parts.push(text(left + j * (width + GAP) + width / 2, top - 5, header, { anchor: 'middle', bold: true }))
    })
  }
  rows.forEach(({ cells }, i) => {
    if (labels[i] !== '') parts.push(text(left - GAP, top + height / 2 + 4, labels[i], { anchor: 'end', bold: true }))
    cells.forEach(({ values, note }, j) => {
      const x = left + j * (width + GAP)
      const place = `x="${at(x)}" y="${at(top)}" width="${at(width)}" height="${at(height)}"`
      const uri = uriOf(encode(coloured(values, grid, largest, signed)))
      parts.push(`<image ${place} preserveAspectRatio="none" style="image-rendering:pixelated" href="${uri}"/>`)
      parts.push(`<rect ${place} fill="none" stroke="#ccc"/>`)
      if (note !== undefined)
        parts.push(text(x + width / 2, top + height + 14, note, { anchor: 'middle', size: 12, colour: PALE }))
    })
    top += height + notes[i] + GAP
  })
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  await save(name, left + columns * (width + GAP), top, parts)
}

/** Images in rows of so many. */
export function inRows(list: readonly ArrayLike<number>[], columns: number): { readonly cells: Cell[] }[] {
  const cells = list.map((values) => ({ values }))
  const count = Math.ceil(cells.length / columns)
  return Array.from({ length: count }, (_, i) => ({ cells: cells.slice(i * columns, (i + 1) * columns) }))
}

const POSITIVE = [200, 80, 0]
const NEGATIVE = [0, 90, 180]
const BLACK = [0, 0, 0]

function coloured(
  values: ArrayLike<number>,
  { rows, cols, order }: Grid,
  largest: number | undefined,
  signed: boolean,
) {
  const darkest = largest ?? Array.from(values).reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const bytes = new Uint8Array(3 * rows * cols)
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = values[order === 'row after row' ? row * cols + col : col * rows + row]
      const depth = darkest > 0 ? Math.min(1, Math.abs(value) / darkest) : 0
      const full = signed ? (value < 0 ? NEGATIVE : POSITIVE) : BLACK
      for (let k = 0; k < 3; k++) bytes[3 * (row * cols + col) + k] = Math.round(255 - depth * (255 - full[k]))
    }
  }
  return { width: cols, height: rows, colours: 'red, green and blue', bytes } as const
}
