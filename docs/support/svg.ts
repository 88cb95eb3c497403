import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Colours that people who see colours differently can tell apart (Okabe and Ito, 2008). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f', '#000000'] as const

export const INK = '#222'
export const PALE = '#767676'

/** A number as a coordinate. */
export const at = (x: number) => String(Math.round(100 * x) / 100)

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly colour?: string
  readonly size?: number
  readonly bold?: boolean
}

/** A line of text that stands on y. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { anchor = 'start', colour = INK, size = 13, bold = false } = style
  const weight = bold ? ' font-weight="600"' : ''
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" fill="${colour}" font-size="${size}"${weight}>${escaped(words)}</text>`
}

/** How wide a line of text is, about. */
export const widthOf = (words: string, size = 13) => 0.62 * size * words.length

/** Writes a picture on white paper into `docs/pictures`, or into the folder that `DEEPMF_PICTURES` names. */
export async function save(name: string, width: number, height: number, parts: readonly string[]): Promise<void> {
  const folder = process.env.DEEPMF_PICTURES ?? fileURLToPath(new URL('../pictures', import.meta.url))
  const size = `width="${at(width)}" height="${at(height)}" viewBox="0 0 ${at(width)} ${at(height)}"`
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, Helvetica, Arial, sans-serif">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...parts,
    '</svg>',
  ]
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/${name}.svg`, `${svg.join('\n')}\n`)
}
