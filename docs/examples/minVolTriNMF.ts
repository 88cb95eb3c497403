import { logVolume, minVolTriNMF, triNMF } from 'deepmf'
import { ratings } from '../support/index.js'

const options = { ranks: [3, 3], init: 'snpa', normalisation: 'stochastic' } as const
const fits = { triNMF: await triNMF(ratings, options), minVolTriNMF: await minVolTriNMF(ratings, options) }
for (const [name, fit] of Object.entries(fits)) {
  const error = fit.history.at(-1)?.dataErrors[0].toFixed(4)
  console.log(`${name}: relative error ${error}, log-volume of S ${logVolume(fit.S).toFixed(2)}`)
  for (const row of fit.S.toRows()) console.log(row.map((value) => value.toFixed(1).padStart(7)).join(' '))
}
