type Numbers = Float64Array | Float32Array | Uint32Array

/** What a problem gives: named matrices (row by row), numbers, texts. */
export type Outputs = Readonly<Record<string, Numbers | number | string>>

/**
 * The first difference in bits between two sets of outputs, in words, or `undefined` where there is none. Zeros of
 * either sign are different, and so would be two NaNs with other bits.
 */
export function difference(expected: Outputs, actual: Outputs): string | undefined {
  const names = Object.keys(expected)
  if (names.join() !== Object.keys(actual).join()) return `outputs ${Object.keys(actual)} where ${names} are expected`
  for (const name of names) {
    const found = differenceOf(expected[name], actual[name])
    if (found !== undefined) return `${name}${found}`
  }
  return undefined
}

function differenceOf(expected: Outputs[string] | undefined, actual: Outputs[string] | undefined): string | undefined {
  if (typeof expected === 'string' || typeof actual === 'string') {
    return expected === actual ? undefined : ` is ${actual}, expected ${expected}`
  }
  const [a, b] = [numbersOf(expected), numbersOf(actual)]
  if (a.constructor !== b.constructor || a.length !== b.length) {
    return ` is ${b.constructor.name}(${b.length}), expected ${a.constructor.name}(${a.length})`
  }
  const [bytesA, bytesB] = [bytesOf(a), bytesOf(b)]
  if (Buffer.compare(bytesA, bytesB) === 0) return undefined
  const size = a.BYTES_PER_ELEMENT
  const differing = Array.from(a.keys()).filter(
    (i) => Buffer.compare(bytesA.subarray(i * size, (i + 1) * size), bytesB.subarray(i * size, (i + 1) * size)) !== 0,
  )
  const first = differing[0] as number
  return `[${first}] is ${show(b, first)}, expected ${show(a, first)}; ${differing.length} of ${a.length} entries differ`
}

const numbersOf = (value: Numbers | number | undefined): Numbers =>
  typeof value === 'object' ? value : Float64Array.of(value ?? Number.NaN)

const bytesOf = (numbers: Numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)

/** A number with its bits, for differences in the last of them do not show otherwise. */
function show(numbers: Numbers, i: number): string {
  const size = numbers.BYTES_PER_ELEMENT
  const bytes = Buffer.from(bytesOf(numbers).subarray(i * size, (i + 1) * size)).reverse()
  return `${Object.is(numbers[i], -0) ? '-0' : numbers[i]} (0x${bytes.toString('hex')})`
}
