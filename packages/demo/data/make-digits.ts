// Writes digits.json and digits.bin.gz from the MATLAB file of the UCI multiple features data.
//
//     npx tsx --conditions=deepmf-source packages/demo/data/make-digits.ts HW_mfeat.mat
//
// The file holds six views of the same 2,000 digits as cells of `data`; the fifth is the pixels. Labels count from 1.

import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type MatValue, readMat } from 'deepmf'

const ROWS = 16
const COLS = 15
const LARGEST = 6

const source = process.argv[2]
if (source === undefined) throw new Error('usage: make-digits.ts HW_mfeat.mat')

const variables = await readMat(readFileSync(source))
const pixels = numeric(variables.data, 4)
const labels = numeric(variables.truelabel, 4)
const [pixelCount, samples] = pixels.shape as [number, number]
if (pixelCount !== ROWS * COLS || labels.data.length !== samples) throw new Error('not the file that was expected')

// One byte for each pixel, one digit after the other: neighbours are alike, which gzip makes use of.
const bytes = new Uint8Array(pixelCount * samples)
for (let sample = 0; sample < samples; sample++) {
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const value = pixels.data[pixel * samples + sample] as number
    if (!Number.isInteger(value) || value < 0 || value > LARGEST) throw new Error(`a pixel has the value ${value}`)
    bytes[sample * pixelCount + pixel] = value
  }
}

const header = {
  name: 'UCI multiple features, pixel averages (mfeat-pix)',
  samples,
  rows: ROWS,
  cols: COLS,
  largest: LARGEST,
  layout: 'one byte a pixel, digit after digit, each digit row after row',
  labels: Array.from(labels.data, (label) => String(Number(label) - 1)).join(''),
}
writeFileSync(new URL('digits.json', import.meta.url), `${JSON.stringify(header, null, 2)}\n`)
writeFileSync(new URL('digits.bin.gz', import.meta.url), gzipSync(bytes, { level: 9 }))

function numeric(value: MatValue | undefined, item: number) {
  const cell = value?.type === 'cell' ? value.items[item] : undefined
  if (cell?.type !== 'numeric') throw new Error('not the file that was expected')
  return cell
}
