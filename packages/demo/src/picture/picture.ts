import type { ImageGrid } from '../datasets/image-set.js'

/** An image of levels from 0 (nothing) to 255 (most), row after row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly levels: Uint8Array
}

/** One column of the data drawn as an image; `largest` is the value of level 255, the column's own when absent. */
export function pictureOf(column: ArrayLike<number>, grid: ImageGrid, largest = maximum(column)): Picture {
  const { rows, cols, order } = grid
  const levels = new Uint8Array(rows * cols)
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = column[order === 'row after row' ? row * cols + col : col * rows + row] as number
      const level = largest > 0 ? (255 * value) / largest : 0
      levels[row * cols + col] = Math.max(0, Math.min(255, Math.round(level)))
    }
  }
  return { width: cols, height: rows, levels }
}

/** The part of a picture that is filled, 0 to 1: its mean level. */
export const filled = ({ levels }: Picture) => levels.reduce((sum, level) => sum + level, 0) / (255 * levels.length)

/** Where a picture's weight lies, in pixels from its upper left corner. */
export function centre({ width, height, levels }: Picture): readonly [x: number, y: number] {
  let [sum, x, y] = [0, 0, 0]
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      const level = levels[row * width + col] as number
      sum += level
      x += level * col
      y += level * row
    }
  }
  return sum > 0 ? [x / sum, y / sum] : [width / 2, height / 2]
}

function maximum(values: ArrayLike<number>): number {
  let max = 0
  for (let i = 0; i < values.length; i++) max = Math.max(max, values[i] as number)
  return max
}
