import { archetypalAnalysis, Matrix, matchColumns, minVolNMF, ncaa, nmf, readMatMatrix, separableNMF } from 'deepmf'
import { expect, type TestContext, test } from 'vitest'
import { dataFile } from '../support/data.js'

// The Jasper Ridge image, 198 bands of 100 x 100 pixels, and the spectra and abundances of its four materials: trees,
// water, soil, road. De Handschutter, thesis (2023), section 2.3.2 for minVolNMF, 3.7 for the models of archetypes, there of
// another image: 20 points, central ones, since extreme pixels are noisy. Rank 4 throughout.

async function jasperRidge(context: TestContext) {
  const pixels = await readMatMatrix(await dataFile(context, 'hyperspectral/jasperRidge2_R198.mat'), 'Y')
  const truth = await dataFile(context, 'hyperspectral/end4.mat')
  const X = Matrix.from(
    pixels.toArray().map((value) => value / 5000),
    { shape: pixels.shape },
  )
  return { X, spectra: await readMatMatrix(truth, 'M'), abundances: await readMatMatrix(truth, 'A') }
}

/** The root mean square error of abundances, rows matched, pixels of H brought to a sum of one. */
function abundanceError(H: Matrix, truth: Matrix, permutation: readonly number[]): number {
  const rows = H.toRows()
  const matched = permutation.map((k) => rows[k] as number[])
  const sums = (matched[0] as number[]).map((_, j) => matched.reduce((sum, row) => sum + (row[j] as number), 0))
  const squares = truth.toRows().flatMap((row, k) =>
    row.map((value, j) => {
      const sum = sums[j] as number
      return ((sum > 0 ? (matched[k] as number[])[j] / sum : 0) - value) ** 2
    }),
  )
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
}

test('the volume brings the spectra of Jasper Ridge nearer to the true ones', async (context) => {
  const { X, spectra } = await jasperRidge(context)
  const options = { rank: 4, init: 'snpa', normalisation: 'H-columns', maxIterations: 200 } as const
  using plain = await nmf(X, options)
  using small = await minVolNMF(X, options)
  const [before, after] = [plain, small].map(({ W }) => matchColumns(W, spectra).mrsa)
  console.log(`Jasper Ridge, mean MRSA: nmf ${before.toFixed(2)}, minVolNMF ${after.toFixed(2)}`)
  expect(before).toBeGreaterThan(12)
  expect(after).toBeLessThan(7)
  expect(small.history.at(-1)?.dataErrors[0]).toBeLessThan(0.041)
}, 120_000)

test('archetypes among central points come nearer than the volume, in spectra and abundances', async (context) => {
  const { X, spectra, abundances } = await jasperRidge(context)
  const run = { rank: 4, seed: 1 } as const
  const central = { ...run, support: 'k-means', points: 20 } as const
  const fits = {
    nmf: await nmf(X, { ...run, init: 'snpa', normalisation: 'H-columns', maxIterations: 200 }),
    minVolNMF: await minVolNMF(X, { ...run, maxIterations: 200 }),
    separableNMF: await separableNMF(X, run),
    archetypalAnalysis: await archetypalAnalysis(X, central),
    // Fewer sweeps for every epsilon than by default: it is the time that is short here.
    ncaa: await ncaa(X, { ...central, coefficients: 'sum-to-one', stageIterations: 5 }),
  }
  const scores = Object.entries(fits).map(([name, { W, H, history }]) => {
    const { mrsa, permutation } = matchColumns(W, spectra)
    return { name, mrsa, abundance: abundanceError(H, abundances, permutation), error: history.at(-1)?.dataErrors[0] }
  })
  for (const fit of Object.values(fits)) fit.dispose()
  for (const { name, mrsa, abundance, error } of scores) {
    console.log(`${name}: MRSA ${mrsa.toFixed(2)}, abundances ${abundance.toFixed(3)}, error ${error?.toFixed(4)}`)
  }
  const of = (name: keyof typeof fits) => scores.find((score) => score.name === name) as (typeof scores)[number]
  for (const name of ['archetypalAnalysis', 'ncaa'] as const) {
    expect(of(name).mrsa, name).toBeLessThan(5)
    expect(of(name).mrsa, name).toBeLessThan(of('minVolNMF').mrsa)
    expect(of(name).abundance, name).toBeLessThan(of('minVolNMF').abundance)
  }
  expect(of('minVolNMF').abundance).toBeLessThan(0.15)
  expect(of('nmf').abundance).toBeGreaterThan(0.18)
  // Archetypes may be outside of the hull where that pays.
  expect(of('ncaa').error).toBeLessThan(of('archetypalAnalysis').error as number)
}, 120_000)
