import { deflateSync } from 'node:zlib'
import type { Picture } from './picture.js'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Kinds of colour: their numbers in the format, and how many bytes a pixel has. */
const COLOURS = {
  'grey and opacity': { type: 4, channels: 2 },
  'red, green and blue': { type: 2, channels: 3 },
} as const

/** Bytes of an image, row after row; its pixels are of one kind of colour. */
interface Image {
  readonly width: number
  readonly height: number
  readonly colours: keyof typeof COLOURS
  readonly bytes: Uint8Array
}

/** A PNG file: black ink on nothing, so that what is behind it shows. */
export const png = (picture: Picture): Uint8Array => encode(inked(picture))

/** A PNG file of an image. */
export function encode({ width, height, colours, bytes }: Image): Uint8Array {
  const { type, channels } = COLOURS[colours]
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8)
  header.setUint8(9, type)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanlines(bytes, channels * width, height), { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

export const dataUri = (picture: Picture): string => uriOf(png(picture))

/** A PNG file as an address that holds it. */
export const uriOf = (file: Uint8Array): string => `data:image/png;base64,${Buffer.from(file).toString('base64')}`

/** A pixel is its grey, 0 for black, and its opacity. */
function inked({ width, height, levels }: Picture): Image {
  const bytes = new Uint8Array(2 * levels.length)
  levels.forEach((level, i) => {
    bytes[2 * i + 1] = level
  })
  return { width, height, colours: 'grey and opacity', bytes }
}

/** Every row begins with the number of its filter, 0 for none. */
function scanlines(bytes: Uint8Array, stride: number, height: number): Uint8Array {
  const lines = new Uint8Array(height * (stride + 1))
  for (let row = 0; row < height; row++) {
    lines.set(bytes.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1)
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
