import { bestOf, consensusNMF, nmf } from 'deepmf'
import { ratings } from '../support/index.js'

const { fit, losses } = await bestOf(8, (seed) => nmf(ratings, { rank: 4, seed }), { seed: 1 })
console.log(`losses of 8 starts: ${losses.map((loss) => loss.toFixed(1)).join(' ')}; kept: ${fit.loss.toFixed(1)}`)

const { labels, cophenetic } = await consensusNMF(ratings, { rank: 3, runs: 20, seed: 1 })
console.log(`who belongs together in 20 starts of rank 3: ${labels.join(' ')}`)
console.log(`cophenetic correlation ${cophenetic.toFixed(3)}`)
