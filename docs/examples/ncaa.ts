import { matchColumns, ncaa } from 'deepmf'
import { jasperRidge } from '../support/index.js'

const { X, spectra, names } = await jasperRidge()
for (const tuning of ['global', 'fine'] as const) {
  const fit = await ncaa(X, { rank: 4, points: 40, coefficients: 'sum-to-one', tuning })
  const { permutation, mrsa } = matchColumns(fit.W, spectra)
  console.log(`${tuning} tuning: mean MRSA ${mrsa.toFixed(2)}`)
  console.log(
    `  epsilon of ${names.map((name, k) => `${name} ${fit.epsilon[permutation[k]].toExponential(0)}`).join(', ')}`,
  )
}
