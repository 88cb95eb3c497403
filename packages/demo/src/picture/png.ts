import { deflateSync } from 'node:zlib'
import type { ImageGrid } from '../datasets/image-set.js'
import type { Picture } from './picture.js'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const GREY = 0
const GREY_AND_ALPHA = 4

/** A PNG file: ink is black on nothing, so that the page behind it shows; a photograph is grey. */
export function png(picture: Picture, drawnAs: ImageGrid['drawnAs']): Uint8Array {
  const { width, height } = picture
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8)
  header.setUint8(9, drawnAs === 'ink' ? GREY_AND_ALPHA : GREY)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanlines(picture, drawnAs), { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

export function dataUri(picture: Picture, drawnAs: ImageGrid['drawnAs']): string {
  return `data:image/png;base64,${Buffer.from(png(picture, drawnAs)).toString('base64')}`
}

/** Every row begins with the number of its filter: 0 for none. */
function scanlines({ width, height, levels }: Picture, drawnAs: ImageGrid['drawnAs']): Uint8Array {
  const channels = drawnAs === 'ink' ? 2 : 1
  const lines = new Uint8Array(height * (1 + channels * width))
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      const level = levels[row * width + col] as number
      const last = row * (1 + channels * width) + channels * (col + 1)
      lines[last] = drawnAs === 'ink' ? level : 255 - level
    }
  }
  return lines
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  out.set(body, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  return remainder
})

/** The checksum of PNG; zlib's own came to Node only in the course of version 20. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ byte) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}
