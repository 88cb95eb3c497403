import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { ImageSet } from './image-set.js'

interface Header {
  readonly samples: number
  readonly rows: number
  readonly cols: number
  readonly labels: string
}

const folder = new URL('../../data/', import.meta.url)

/** The 2,000 handwritten digits that come with the demo. */
export async function readDigits(): Promise<ImageSet> {
  const header = JSON.parse(await readFile(new URL('digits.json', folder), 'utf8')) as Header
  const bytes = gunzipSync(await readFile(new URL('digits.bin.gz', folder)))
  const { samples, rows, cols } = header
  const pixels = rows * cols
  if (bytes.length !== pixels * samples || header.labels.length !== samples) {
    throw new Error(`digits.bin.gz has ${bytes.length} bytes, not ${pixels} x ${samples}`)
  }
  const data = new Float64Array(pixels * samples)
  for (let sample = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      data[pixel * samples + sample] = bytes[sample * pixels + pixel] as number
    }
  }
  return {
    id: 'digits',
    title: 'handwritten digits',
    noun: ['digit', 'digits'],
    layerNouns: [
      ['dot', 'dots'],
      ['stroke', 'strokes'],
      ['shape', 'shapes'],
    ],
    // A pixel counts black points in a window 2 wide and 3 high.
    grid: { rows, cols, order: 'row after row', pixelHeight: 1.5, drawnAs: 'ink' },
    pixels,
    samples,
    data,
    labels: Array.from(header.labels, Number),
    source:
      'Handwritten digits: Multiple Features, Robert Duin, UCI Machine Learning Repository, doi.org/10.24432/C5HC70, CC BY 4.0.',
  }
}
