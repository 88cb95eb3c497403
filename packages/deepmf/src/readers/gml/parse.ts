import { DeepMFError } from '../../errors.js'

/** A value of GML: a number, a text, or a list of pairs. */
export type GmlValue = number | string | GmlList

/** The pairs of a list, in order: a key may come more than once. */
export type GmlList = readonly (readonly [key: string, value: GmlValue])[]

/** A token, and the line on which it is. */
interface Token {
  readonly text: string
  readonly line: number
}

/** Lists within lists beyond this are no graph. */
const DEEPEST = 64

/**
 * Reads the pairs of a text in the graph modelling language.
 *
 * @throws DeepMFError `ERR_INVALID_DATA`, naming the line
 */
export function parseGml(text: string): GmlList {
  const tokens = tokensOf(text)
  let next = 0
  const list = (depth: number): GmlList => {
    const pairs: [string, GmlValue][] = []
    for (;;) {
      const key = tokens[next]
      if (key === undefined) {
        if (depth > 0) throw damaged(tokens[next - 1], "a ']' for every '['")
        return pairs
      }
      next++
      if (key.text === ']' && depth > 0) return pairs
      if (!/^[A-Za-z]/.test(key.text)) throw damaged(key, 'a key of letters and digits')
      pairs.push([key.text, valueAt(key, depth)])
    }
  }
  const valueAt = (key: Token, depth: number): GmlValue => {
    const token = tokens[next]
    if (token === undefined) throw damaged(key, `a value after ${key.text}`)
    next++
    if (token.text === '[') {
      if (depth === DEEPEST) throw damaged(token, `no more than ${DEEPEST} lists within each other`)
      return list(depth + 1)
    }
    if (token.text.startsWith('"')) return unescaped(token.text.slice(1, -1))
    const value = /^[+-]?[\d.]/.test(token.text) ? Number(token.text) : Number.NaN
    if (!Number.isFinite(value)) throw damaged(token, `a number, a text in quotes or a list after ${key.text}`)
    return value
  }
  return list(0)
}

/** Texts in quotes, brackets, and everything else between spaces; a line that begins with # says nothing. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let start = true
  for (const [token] of text.matchAll(/\n|#[^\n]*|"[^"]*"|"|[[\]]|[^\s[\]"]+/g)) {
    if (token === '\n') {
      line++
      start = true
      continue
    }
    if (token === '"') throw damaged({ text: token, line }, 'a text that ends')
    if (!(start && token.startsWith('#'))) tokens.push({ text: token, line })
    line += token.split('\n').length - 1
    start = false
  }
  return tokens
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" }

/** Named characters and numbers of characters, as in HTML, of which GML has a few. */
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|([a-z]+));/g, (all, code: string | undefined, name: string) => {
    if (code === undefined) return ENTITIES[name] ?? all
    return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : all
  })

function damaged(token: Token | undefined, allowed: string): DeepMFError {
  const { text, line } = token ?? { text: '', line: 1 }
  const message = `GML: line ${line} has ${JSON.stringify(text.slice(0, 40))}, allowed: ${allowed}`
  return new DeepMFError('ERR_INVALID_DATA', { message, received: text, allowed })
}
