import { Matrix, readMat, readMatMatrix } from 'deepmf'
import { dataFile } from './data.js'

/** The image Jasper Ridge, 198 bands of 100 x 100 pixels, and what is known of it: spectra and abundances of its materials. */
export async function jasperRidge() {
  const image = await dataFile('hyperspectral/jasperRidge2_R198.mat')
  const truth = await dataFile('hyperspectral/end4.mat')
  const pixels = await readMatMatrix(image, 'Y')
  const { cood } = await readMat(truth)
  const names = cood?.type === 'cell' ? cood.items.map((item) => (item.type === 'text' ? item.text.slice(2) : '')) : []
  return {
    /** 198 x 10,000, pixels in columns, most entries below 1. */
    X: Matrix.from(
      pixels.toArray().map((value) => value / 5000),
      { shape: pixels.shape },
    ),
    spectra: await readMatMatrix(truth, 'M'),
    abundances: await readMatMatrix(truth, 'A'),
    names,
  }
}
