import { deflateSync } from 'node:zlib'
import type { Picture } from './picture.js'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const GREY_AND_ALPHA = 4

/** A PNG file: black ink on nothing, so that what is behind it shows. */
export function png(picture: Picture): Uint8Array {
  const { width, height } = picture
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8)
  header.setUint8(9, GREY_AND_ALPHA)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanlines(picture), { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

export function dataUri(picture: Picture): string {
  return `data:image/png;base64,${Buffer.from(png(picture)).toString('base64')}`
}

/** Every row begins with the number of its filter, 0 for none; a pixel is its grey, 0 for black, and its opacity. */
function scanlines({ width, height, levels }: Picture): Uint8Array {
  const stride = 1 + 2 * width
  const lines = new Uint8Array(height * stride)
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      lines[row * stride + 2 * col + 2] = levels[row * width + col] as number
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
