import { type ElementReader, invalidData, TYPE } from './elements.js'
import { readNumbers } from './numbers.js'
import type { MatText } from './types.js'
import type { Header } from './values.js'

/** Reads an array of characters. */
export function readText({ shape, count }: Header, reader: ElementReader): MatText {
  const element = reader.next('text')
  const text =
    element.type === TYPE.utf8
      ? new TextDecoder().decode(element.bytes)
      : fromCodes(readNumbers({ ...element, type: codeType(element.type) }, 'text', Uint32Array) as Uint32Array)
  const [rows = 0] = shape
  if (rows <= 1) return { type: 'text', shape, text }
  const codes = Array.from(text)
  if (codes.length !== count) throw invalidData(`text of ${shape.join(' x ')} has ${codes.length} characters`)
  const lines = Array.from({ length: rows }, (_, i) => codes.filter((_, at) => at % rows === i).join(''))
  return { type: 'text', shape, text: lines.join('\n') }
}

/** Characters are stored as numbers of that size. */
function codeType(type: number): number {
  if (type === TYPE.utf16) return TYPE.uint16
  return type === TYPE.utf32 ? TYPE.uint32 : type
}

function fromCodes(codes: Uint32Array): string {
  const text: string[] = []
  for (const code of codes) {
    if (code > 0x10ffff) throw invalidData(`${code} is the number of no character`)
    text.push(String.fromCodePoint(code))
  }
  return text.join('')
}
