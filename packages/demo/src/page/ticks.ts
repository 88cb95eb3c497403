/** Round values between `low` and `high` for a logarithmic axis: from 5 in a decade down to one in several decades. */
export function logTicks(low: number, high: number): readonly number[] {
  const decades = Math.log10(high / low)
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const step = Math.max(1, Math.ceil(decades / 6))
  const mantissas = decades > 3 ? [1] : decades > 1.3 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7]
  const ticks: number[] = []
  for (let exponent = first; exponent <= last; exponent += step) {
    for (const mantissa of mantissas) {
      // Powers with a sign in the text of the number are exact where 10 ** exponent may not be.
      const tick = Number(`${mantissa}e${exponent}`)
      if (tick >= low && tick <= high) ticks.push(tick)
    }
  }
  return ticks
}

/** 0 and a few round numbers up to `last`. */
export function linearTicks(last: number): readonly number[] {
  const rough = last / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power)
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step)
}
