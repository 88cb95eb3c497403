import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ImageGrid } from '../../packages/demo/src/datasets/image-set.js'
import { centre, filled, pictureOf } from '../../packages/demo/src/picture/picture.js'
import { png } from '../../packages/demo/src/picture/png.js'

const grid: ImageGrid = { rows: 2, cols: 3, order: 'row after row', pixelHeight: 1, drawnAs: 'ink' }

test('a column becomes a picture by the order of its pixels', () => {
  const column = [0, 1, 2, 3, 4, 5]
  expect([...pictureOf(column, grid).levels]).toEqual([0, 51, 102, 153, 204, 255])
  const turned = pictureOf(column, { ...grid, order: 'column after column' })
  expect([...turned.levels]).toEqual([0, 102, 204, 51, 153, 255])
})

test('a picture has its own scale or a given one, and stays within its levels', () => {
  expect([...pictureOf([0, 0, 0, 0, 0, 0], grid).levels]).toEqual([0, 0, 0, 0, 0, 0])
  expect([...pictureOf([0, 1, 2, 0, 4, 0], grid, 2).levels]).toEqual([0, 128, 255, 0, 255, 0])
})

test('the centre is where the weight is', () => {
  expect(centre(pictureOf([0, 0, 7, 0, 0, 0], grid))).toEqual([2, 0])
  expect(centre(pictureOf([1, 0, 0, 0, 0, 1], grid))).toEqual([1, 0.5])
  expect(filled(pictureOf([1, 0, 0, 0, 0, 1], grid))).toBeCloseTo(1 / 3)
})

test('a PNG has its chunks, checksums and black pixels of the right opacity', () => {
  const file = Buffer.from(png(pictureOf([0, 1, 2, 3, 4, 5], grid)))
  expect(file.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  const chunks = new Map<string, Buffer>()
  const checksums: number[] = []
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    const body = file.subarray(at + 4, at + 8 + length)
    checksums.push(file.readUInt32BE(at + 8 + length))
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4))
    at += 12 + length
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND'])
  // That of an empty IEND is the same in every PNG.
  expect(checksums.at(-1)).toBe(0xae426082)
  const header = chunks.get('IHDR') as Buffer
  expect([header.readUInt32BE(0), header.readUInt32BE(4), ...header.subarray(8)]).toEqual([3, 2, 8, 4, 0, 0, 0])
  const lines = inflateSync(chunks.get('IDAT') as Buffer)
  expect([...lines]).toEqual([0, 0, 0, 0, 51, 0, 102, 0, 0, 153, 0, 204, 0, 255])
})
