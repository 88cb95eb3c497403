const LONGEST_TEXT = 60
const MOST_ITEMS = 4

/**
 * Prints any value in a few words for an error message. Never throws, never prints a long value whole,
 * and runs no code of the value except getters of its own enumerable properties.
 */
export function describe(value: unknown): string {
  try {
    return print(value, 0)
  } catch {
    return 'a value that cannot be printed'
  }
}

function print(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value))
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'bigint':
      return shorten(`${value}n`)
    case 'symbol':
      return shorten(String(value))
    case 'function':
      return printFunction(value)
    case 'object':
      return value === null ? 'null' : printObject(value, depth)
    default:
      return String(value)
  }
}

function printFunction(value: object): string {
  const name = Object.getOwnPropertyDescriptor(value, 'name')?.value
  const isClass = /^class\b/.test(Function.prototype.toString.call(value))
  const kind = isClass ? 'class' : 'function'
  return typeof name === 'string' && name !== '' ? `${kind} ${shorten(name)}` : `an anonymous ${kind}`
}

function printObject(value: object, depth: number): string {
  if (ArrayBuffer.isView(value)) {
    const name = className(value)
    return 'length' in value ? `${name}(${value.length})` : name
  }
  if (Array.isArray(value)) return printArray(value, depth)
  const name = className(value)
  if (name !== 'Object') return article(name)
  const keys = Object.keys(value)
  if (keys.length === 0) return '{}'
  if (depth > 0) return '{...}'
  const shown = keys
    .slice(0, MOST_ITEMS)
    .map((key) => `${shorten(key)}: ${print((value as Record<string, unknown>)[key], depth + 1)}`)
  return `{ ${[...shown, ...more(keys.length)].join(', ')} }`
}

function printArray(value: readonly unknown[], depth: number): string {
  if (depth > 1) return `an array of ${value.length}`
  const shown = []
  for (let i = 0; i < Math.min(value.length, MOST_ITEMS); i++) shown.push(print(value[i], depth + 1))
  return `[${[...shown, ...more(value.length)].join(', ')}]`
}

function more(length: number): string[] {
  return length > MOST_ITEMS ? [`... ${length - MOST_ITEMS} more`] : []
}

function className(value: object): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype === null) return 'Object'
  const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  const name = typeof maker === 'function' ? maker.name : ''
  return typeof name === 'string' && name !== '' ? shorten(name) : 'Object'
}

function article(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`
}

function shorten(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 3)}...`
}
