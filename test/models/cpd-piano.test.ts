import { type CPDFit, cpdSync, readMatMatrix } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'
import { componentsOff } from '../support/tensors.js'

/** Frames beside each other that one slice of the tensor holds. */
const LAGS = 8

/** The width of a bin of the spectrogram: 256 samples at 16 kHz. */
const HERTZ = 62.5

// "Mary had a little lamb" on a piano, E D C D E E E: T[f, lag, t] is the magnitude at frequency f in frame t + lag, and
// each component a spectrum, how it sounds on within the lags, and when it is heard.
test('three notes of a recording: their spectra, their order, and the same from every start', async (context) => {
  const X = await readMatMatrix(await dataFile(context, 'audio/piano_Mary.mat'), 'X')
  const [bins, frames] = X.shape
  const count = frames - LAGS + 1
  const values = X.toArray()
  const data = Float64Array.from({ length: bins * LAGS * count }, (_, at) => {
    const [f, lag, t] = [Math.floor(at / (LAGS * count)), Math.floor(at / count) % LAGS, at % count]
    return values[f * frames + t + lag] as number
  })
  const settings = { rank: 3, nonnegative: true, maxIterations: 1000, tolerance: 1e-9 }
  const fits = [1, 2, 3, 4, 5].map((seed) => cpdSync({ data, shape: [bins, LAGS, count] }, { ...settings, seed }))
  const [first, ...others] = fits as [CPDFit, ...CPDFit[]]
  expect(first.history.at(-1)?.dataErrors[0]).toBeLessThan(0.22)
  for (const fit of others) {
    expect(
      componentsOff(
        fit.factors,
        first.factors.map((factor) => factor.toRows()),
      ),
    ).toBeLessThan(1e-4)
  }
  const notes = [0, 1, 2].map((c) => ({ pitch: octaveOf(first, c), onset: onsetOf(first, c) }))
  notes.sort((one, other) => one.onset - other.onset)
  // E, D and C, an octave up, where a bin tells them apart.
  const expected = [659.3, 587.3, 523.3]
  for (const [k, { pitch }] of notes.entries()) expect(Math.abs(pitch - (expected[k] as number))).toBeLessThan(HERTZ)
  expect(new Set(notes.map(({ pitch }) => pitch)).size).toBe(3)
  for (const fit of fits) fit.dispose()
})

/** The frequency of the second partial. */
function octaveOf(fit: CPDFit, component: number): number {
  const spectrum = fit.factors[0]?.column(component) ?? []
  const [from, to] = [7, 12]
  return HERTZ * (from + strongest(spectrum.slice(from, to)))
}

/** The first frame in which the note has half of its greatest strength. */
function onsetOf(fit: CPDFit, component: number): number {
  const strength = fit.factors[2]?.column(component) ?? new Float64Array()
  return strength.findIndex((value) => value >= 0.5 * Math.max(...strength))
}

const strongest = (values: ArrayLike<number>): number => Array.from(values).indexOf(Math.max(...Array.from(values)))
