import { Matrix, matchColumns, minVolNMF, nmf, readMatMatrix } from 'deepmf'
import { expect, test } from 'vitest'
import { dataFile } from '../support/data.js'

// The Jasper Ridge image, 198 bands of 100 x 100 pixels, and the spectra of its four materials: trees, water, soil, road.
// De Handschutter, thesis (2023), section 2.3.2: FPGD or better from SNPA, columns of H at most one.

test('the volume brings the spectra of Jasper Ridge nearer to the true ones', async (context) => {
  const pixels = await readMatMatrix(await dataFile(context, 'hyperspectral/jasperRidge2_R198.mat'), 'Y')
  const spectra = await readMatMatrix(await dataFile(context, 'hyperspectral/end4.mat'), 'M')
  const X = Matrix.from(
    pixels.toArray().map((value) => value / 5000),
    { shape: pixels.shape },
  )
  const options = { rank: 4, init: 'snpa', normalisation: 'H-columns', maxIterations: 200 } as const
  using plain = await nmf(X, options)
  using small = await minVolNMF(X, options)
  const [before, after] = [plain, small].map(({ W }) => matchColumns(W, spectra).mrsa)
  console.log(`Jasper Ridge, mean MRSA: nmf ${before.toFixed(2)}, minVolNMF ${after.toFixed(2)}`)
  expect(before).toBeGreaterThan(12)
  expect(after).toBeLessThan(7)
  expect(small.history.at(-1)?.dataErrors[0]).toBeLessThan(0.041)
}, 120_000)
