import { at, COLOURS, INK, save, text } from './svg.js'

/** Rows of numbers over the same axis, each as a filled curve of its own height. */
export interface Strips {
  readonly rows: readonly { readonly label: string; readonly values: ArrayLike<number> }[]
  /** What the axis is, and its two ends. */
  readonly axis: string
  readonly from: string
  readonly to: string
}

const [LEFT, WIDTH, HEIGHT, GAP] = [70, 640, 48, 14]

export async function strips(name: string, { rows, axis, from, to }: Strips): Promise<void> {
  const parts = rows.flatMap(({ label, values }, i) => {
    const base = 10 + (i + 1) * HEIGHT + i * GAP
    const numbers = Array.from(values)
    const largest = Math.max(...numbers, Number.MIN_VALUE)
    const points = numbers.map(
      (value, j) => `${at(LEFT + (j * WIDTH) / (numbers.length - 1))} ${at(base - (value / largest) * HEIGHT)}`,
    )
    return [
      text(LEFT - 10, base - 4, label, { anchor: 'end', bold: true }),
      `<path d="M${LEFT} ${base}L${points.join('L')}L${LEFT + WIDTH} ${base}Z" fill="${COLOURS[i % COLOURS.length]}"/>`,
      `<line x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${base}" y2="${base}" stroke="${INK}"/>`,
    ]
  })
  const y = 10 + rows.length * (HEIGHT + GAP) + 8
  parts.push(text(LEFT, y, from), text(LEFT + WIDTH, y, to, { anchor: 'end' }))
  parts.push(text(LEFT + WIDTH / 2, y, axis, { anchor: 'middle' }))
  await save(name, LEFT + WIDTH + 12, y + 10, parts)
}
