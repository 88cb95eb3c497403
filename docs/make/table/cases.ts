import { type BackendName, cpd, type Matrix, pca } from 'deepmf'
import { FAMILY } from '../../../test/models/family/index.js'
import { factorsOf, type ModelCase, runModel, settingsOf } from '../../../test/models/family/model-case.js'
import { lowRankRows } from '../../../test/support/random.js'

/** What a fit leaves for the table. */
export interface Outcome {
  /** Every number that it found. */
  readonly numbers: readonly number[]
  readonly losses: readonly number[]
  /** ‖X - X̂‖ / ‖X‖ */
  readonly error: number
  readonly msPerIteration: number
  /** Whether theory lets the loss rise. */
  readonly mayRise: boolean
}

/** A model of the table. */
export interface TableCase {
  readonly name: string
  readonly shape: string
  /** Fits of so many iterations, in each of the model's settings. */
  run(backend: BackendName, iterations: number): Promise<readonly Outcome[]>
  /** A fit of data that the model explains without an error. */
  planted?(backend: BackendName): Promise<Outcome>
}

interface Entry {
  readonly loss: number
  readonly elapsedMs: number
  readonly dataErrors: readonly number[]
}

const outcome = (numbers: readonly number[], history: readonly Entry[], mayRise = false): Outcome => ({
  mayRise,
  numbers,
  losses: history.map(({ loss }) => loss),
  error: history[history.length - 1].dataErrors[0],
  msPerIteration: (history[history.length - 1].elapsedMs - history[0].elapsedMs) / Math.max(1, history.length - 1),
})

function familyCase(model: ModelCase): TableCase {
  const fitted = async (X: ModelCase['X'], options: object, mayRise?: string): Promise<Outcome> => {
    using fit = await runModel(model, X, { seed: 5, ...options })
    return outcome(Object.values(factorsOf(fit, model)).flat(2), fit.history, (model.mayRise ?? mayRise) !== undefined)
  }
  const { planted } = model
  return {
    name: model.name,
    shape: `${model.X.length} x ${model.X[0].length}`,
    run: async (backend, maxIterations) => {
      const outcomes: Outcome[] = []
      // One after the other, for the time that each takes.
      for (const { X, options, mayRise } of settingsOf(model)) {
        outcomes.push(await fitted(X, { maxIterations, tolerance: 0, ...options, backend }, mayRise))
      }
      return outcomes
    },
    ...(planted && {
      planted: (backend) => fitted(planted.X, { ...model.options, seed: 4, ...planted.options, backend }),
    }),
  }
}

const flat = (matrices: readonly Matrix[]) => matrices.flatMap((matrix) => [...matrix.toArray()])

/** 6 x 7 x 8, the sum of three outer products of nonnegative vectors. */
const tensor = (() => {
  const [A, B, C] = [6, 7, 8].map((size, k) => lowRankRows(size, 3, 3, k + 1))
  return A.map((a) => B.map((b) => C.map((c) => a[0] * b[0] * c[0] + a[1] * b[1] * c[1] + a[2] * b[2] * c[2])))
})()

const cpdFit = async (backend: BackendName, options: object): Promise<Outcome> => {
  const fit = await cpd(tensor, { rank: 3, nonnegative: true, seed: 5, ...options, backend })
  return outcome([...flat(fit.factors), ...fit.weights], fit.history)
}

const cpdCase: TableCase = {
  name: 'cpd',
  shape: '6 x 7 x 8',
  run: async (backend, maxIterations) => [
    await cpdFit(backend, { maxIterations, tolerance: 0 }),
    await cpdFit(backend, { maxIterations, tolerance: 0, nonnegative: false }),
  ],
  planted: (backend) => cpdFit(backend, { maxIterations: 2000, tolerance: 1e-13 }),
}

const lowRank = lowRankRows(12, 30, 3, 5)

const pcaFit = async (backend: BackendName): Promise<Outcome> => {
  const started = performance.now()
  using fit = await pca(lowRank, { rank: 3, center: false, backend })
  const elapsed = performance.now() - started
  const total = lowRank.flat().reduce((sum, x) => sum + x * x, 0)
  const error = Math.sqrt((2 * fit.loss) / total)
  return { numbers: flat([fit.W, fit.H]), losses: [fit.loss], error, msPerIteration: elapsed, mayRise: false }
}

const pcaCase: TableCase = {
  name: 'pca',
  shape: '12 x 30',
  run: async (backend) => [await pcaFit(backend)],
  planted: pcaFit,
}

export const CASES: readonly TableCase[] = [...FAMILY.map(familyCase), cpdCase, pcaCase]
