import { cpd, nmf, Tensor } from 'deepmf'
import { digits, images } from '../support/index.js'

// 2,000 digits as a tensor, rows x columns x samples: a component is a vertical profile times a horizontal one, 16 + 15
// numbers, where a feature of nmf has 240.
const { X } = await digits()
const T = Tensor.from({ data: X.toArray(), shape: [16, 15, 2000] })
for (const rank of [10, 20, 40]) {
  const fit = await cpd(T, { rank, nonnegative: true, seed: 1, maxIterations: 60 })
  const flat = await nmf(X, { rank, seed: 1, maxIterations: 60 })
  const [ours, theirs] = [fit, flat].map(({ history }) => history.at(-1)?.dataErrors[0].toFixed(4))
  console.log(`${rank} components: relative error ${ours} with ${31 * rank} numbers; nmf ${theirs} with ${240 * rank}`)
  if (rank !== 20) continue
  const [rows, columns] = fit.factors.map((factor) => Array.from({ length: rank }, (_, c) => factor.column(c)))
  const cells = rows.slice(0, 10).map((down, c) => ({
    values: Array.from(down).flatMap((y) => Array.from(columns[c], (x) => y * x)),
  }))
  const grid = { rows: 16, cols: 15, order: 'row after row' } as const
  await images('cpd-digits', { rows: [{ cells }], grid, scale: [4, 6] })
}
