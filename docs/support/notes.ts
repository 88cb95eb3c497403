/** Pitches in the middle of a piano, in hertz. */
const PITCHES = {
  B3: 246.94,
  C4: 261.63,
  'C#4': 277.18,
  D4: 293.66,
  'D#4': 311.13,
  E4: 329.63,
  F4: 349.23,
}

/**
 * The note whose pitch is the peak of a spectrum with frequencies that far apart. Where the peak lies between two
 * frequencies is told by the parabola through the largest entry and its neighbours. `-` where it is none of the middle.
 */
export function noteOf(spectrum: ArrayLike<number>, spacing: number): string {
  const numbers = Array.from(spectrum)
  const peak = numbers.indexOf(Math.max(...numbers))
  const [before = 0, top, after = 0] = [numbers[peak - 1], numbers[peak], numbers[peak + 1]]
  const pitch = spacing * (peak + (0.5 * (after - before)) / (2 * top - before - after))
  const distance = (note: readonly [string, number]) => Math.abs(note[1] - pitch)
  const [nearest] = Object.entries(PITCHES).sort((a, b) => distance(a) - distance(b))
  return distance(nearest) < 0.04 * pitch ? nearest[0] : '-'
}
