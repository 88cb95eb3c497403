import { matchColumns, minVolNMF, nmf } from 'deepmf'
import { jasperRidge } from '../support/index.js'

const { X, spectra, names } = await jasperRidge()
const options = { rank: 4, init: 'snpa', normalisation: 'H-columns', maxIterations: 150 } as const
const fits = { nmf: await nmf(X, options), minVolNMF: await minVolNMF(X, options) }

console.log(`MRSA to the true spectra: ${names.join(', ')}; mean`)
for (const [name, fit] of Object.entries(fits)) {
  const { perColumn, mrsa } = matchColumns(fit.W, spectra)
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(4)
  console.log(
    `${name.padEnd(10)} ${perColumn.map((angle) => angle.toFixed(1)).join(' ')}; ${mrsa.toFixed(1)} (error ${error})`,
  )
}
