import { Matrix, supervisedNMF } from 'deepmf'
import { digits } from '../support/index.js'

// Every second digit is for training; the classes of the others are only looked at in the end.
const { X, labels } = await digits()
const rows = X.toRows()
const half = (parity: number) => ({
  X: Matrix.from(rows.map((row) => row.filter((_, j) => j % 2 === parity))),
  labels: labels.filter((_, j) => j % 2 === parity),
})
const [training, test] = [half(0), half(1)]

// Labels of all digits, or of every tenth: -1 stands for an unknown one.
const few = training.labels.map((label, j) => (j % 10 === 0 ? label : -1))
for (const [name, known] of Object.entries({ all: training.labels, 'every tenth': few })) {
  const fit = await supervisedNMF(training.X, {
    rank: 40,
    labels: known,
    labelWeight: 100,
    seed: 1,
    maxIterations: 100,
  })
  const found = await fit.predict(test.X)
  const right = test.labels.filter((label, j) => label === found[j]).length
  console.log(`labels of ${name}: ${((100 * right) / found.length).toFixed(1)}% of the others are recognised`)
}
