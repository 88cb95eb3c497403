import { deepMFSync, type Matrix, nmfSync } from 'deepmf'
import { layerCentric } from './baseline/layer-centric.js'
import { transposed } from './baseline/products.js'
import type { Context } from './context.js'
import { type Dataset, fitDatasets } from './data.js'
import { asInit, type Factors, matrixOf, sequentialStart } from './factors.js'
import type { Lane } from './lanes.js'
import type { Row } from './report.js'
import { type Contender, race } from './timing.js'

const INNER_STEPS = 10

/** Times whole fits from one start on every lane. What is timed is the call with everything in it, divided by its iterations. */
export async function benchFits(context: Context): Promise<Row[]> {
  const { lanes, quick } = context
  const datasets = await fitDatasets(context)
  return datasets.flatMap((dataset) => {
    const matrices = lanes.map(() => matrixOf(dataset))
    const start = sequentialStart(dataset, dataset.normalisation, lanes[0] as Lane)
    const rows = (['nmf', 'layer-centric', 'data-centric'] as const).map((model) => {
      context.progress(`${model}, ${dataset.label}`)
      return time(model, dataset, start, lanes, matrices, quick)
    })
    for (const matrix of matrices) matrix.dispose()
    return rows
  })
}

type Model = 'nmf' | 'layer-centric' | 'data-centric'

function time(
  model: Model,
  dataset: Dataset,
  start: readonly Factors[],
  lanes: readonly Lane[],
  matrices: readonly Matrix[],
  quick: boolean,
): Row {
  const iterations = quick ? 2 : 5
  const contenders: Contender[] = lanes.map((lane, index) => ({
    name: lane.name,
    run: () => fit(model, dataset, start, lane, matrices[index] as Matrix, iterations),
  }))
  if (model === 'layer-centric' && dataset.decompose === 'coefficients') {
    contenders.push({ name: 'plain-js', run: () => void plainFit(dataset, start, iterations) })
  }
  const timings = race(contenders, quick ? { rounds: 1, seconds: 0 } : { rounds: 3, seconds: 0.3 })
  const ranks = model === 'nmf' ? String(dataset.ranks[0]) : dataset.ranks.join('-')
  return {
    group: 'fits',
    name: model,
    shape: `${dataset.label} ${dataset.m} x ${dataset.n}, ${ranks}`,
    unit: 'iteration',
    amount: iterations,
    lanes: Object.fromEntries(timings),
  }
}

function fit(
  model: Model,
  dataset: Dataset,
  start: readonly Factors[],
  { backend, threads }: Lane,
  X: Matrix,
  maxIterations: number,
): void {
  const run = { maxIterations, tolerance: 0, backend, threads }
  if (model === 'nmf') {
    nmfSync(X, {
      ...run,
      rank: dataset.ranks[0] as number,
      init: asInit(start)[0] as ReturnType<typeof asInit>[0],
    }).dispose()
    return
  }
  const { ranks, decompose, normalisation } = dataset
  const deep = { ...run, ranks, decompose, normalisation, loss: model, init: asInit(start), innerSteps: INNER_STEPS }
  deepMFSync(X, deep).dispose()
}

/**
 * The layer-centric fit in plain JavaScript, in the direction of the coefficients and with rows of W that sum to at most
 * one: `X = W1 H1, H1 = W2 H2, ...` is `Xᵀ = H1ᵀ W1ᵀ, H1ᵀ = H2ᵀ W2ᵀ, ...`, the plain program's own direction. Returns the
 * loss after each iteration.
 */
export function plainFit(dataset: Dataset, start: readonly Factors[], iterations: number): number[] {
  const { m, n, X } = dataset
  return layerCentric({
    m: n,
    n: m,
    X: transposed(m, n, X),
    layers: start.map(({ rank, W, H }) => ({
      rank,
      W: transposed(rank, H.length / rank, H),
      H: transposed(W.length / rank, rank, W),
    })),
    constraintOnH: 'columns-sum-at-most-one',
    iterations,
    innerSteps: INNER_STEPS,
  })
}
