import { matchColumns, separableNMF } from 'deepmf'
import { jasperRidge } from '../support/index.js'

const { X, spectra, names } = await jasperRidge()
for (const selection of ['snpa', 'spa'] as const) {
  const fit = await separableNMF(X, { rank: 4, selection })
  const { permutation, perColumn, mrsa } = matchColumns(fit.W, spectra)
  console.log(`${selection}: mean MRSA ${mrsa.toFixed(2)}`)
  names.forEach((name, k) => {
    const pixel = fit.indices[permutation[k]]
    const [column, row] = [Math.floor(pixel / 100), pixel % 100]
    console.log(`  ${name.padEnd(6)} the pixel in row ${row}, column ${column}: MRSA ${perColumn[k].toFixed(1)}`)
  })
}
