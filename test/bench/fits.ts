import { deepMFSync, type Matrix, nmfSync } from 'deepmf'
import { plainFit } from './baseline/plain.js'
import type { Context } from './context.js'
import { type Dataset, fitDatasets } from './data.js'
import { asInit, type Factors, matrixOf, sequentialStart } from './factors.js'
import type { Lane } from './lanes.js'
import { withProblemFolder } from './peers/problem.js'
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
  const options = quick ? { rounds: 1, seconds: 0, budget: 0 } : { rounds: 8, seconds: 0, budget: 3 }
  // The plain program knows this loss in this direction, and starts from the same factors.
  const timings =
    model === 'layer-centric' && dataset.decompose === 'coefficients'
      ? withProblemFolder({ dataset, start, iterations, innerSteps: INNER_STEPS }, (folder) =>
          race([...contenders, plainFit(folder)], options),
        )
      : race(contenders, options)
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
  { backend, threads, numerics }: Lane,
  X: Matrix,
  maxIterations: number,
): void {
  const run = { maxIterations, tolerance: 0, backend, threads, numerics }
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
