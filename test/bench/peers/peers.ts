import { deepMFSync } from 'deepmf'
import type { Context } from '../context.js'
import { type Dataset, type Normalisation, peerDataset } from '../data.js'
import { asInit, matrixOf, sequentialStart } from '../factors.js'
import type { Lane } from '../lanes.js'
import type { Row } from '../report.js'
import { type Measured, race } from '../timing.js'
import { type PeerProblem, withProblemFolder } from './problem.js'
import { peerPython, runPeer } from './python.js'

/** What `layer_centric.py` prints. */
interface NumpyFit extends Measured {
  finalLoss: number
  productGflops: number
  numpy: string
}

/** Without and with a bound on the columns of H: the first is what NumPy is best at, the second is the library's default. */
const variants: readonly {
  name: string
  normalisation: Normalisation
  constraintOnH: NonNullable<PeerProblem['constraintOnH']>
}[] = [
  { name: 'layer-centric, nonnegative only', normalisation: 'none', constraintOnH: 'nonnegative' },
  {
    name: 'layer-centric, columns of H at most one',
    normalisation: 'H-columns',
    constraintOnH: 'columns-sum-at-most-one',
  },
]

/** Times the layer-centric fit against NumPy, both on one thread and from one start. */
export async function benchPeers(context: Context): Promise<Row[]> {
  const lane = context.lanes.find(({ name }) => name === 'native-1')
  const dataset = await peerDataset(context)
  if (!dataset) return []
  if (!lane) {
    context.leaveOut('peers: they are compared with the native backend, which does not load here')
    return []
  }
  let python: string
  try {
    python = peerPython()
  } catch (error) {
    context.leaveOut(`peers: no Python environment (${error instanceof Error ? error.message : error})`)
    return []
  }
  return variants.map((variant) => {
    context.progress(`${variant.name}, ${dataset.label}`)
    const problem = {
      dataset,
      start: sequentialStart(dataset, variant.normalisation, lane),
      constraintOnH: variant.constraintOnH,
      iterations: context.quick ? 2 : 30,
      innerSteps: 10,
    }
    return compare(variant.name, variant.normalisation, problem, python, lane, context.quick)
  })
}

function compare(
  name: string,
  normalisation: Normalisation,
  problem: PeerProblem,
  python: string,
  lane: Lane,
  quick: boolean,
): Row {
  const { dataset, iterations } = problem
  let lossOfDeepmf = Number.NaN
  let numpy: NumpyFit | undefined
  let bestProduct = 0
  using X = matrixOf(dataset)
  const timings = withProblemFolder(problem, (folder) =>
    race(
      [
        {
          name: 'native-1',
          run: () => {
            lossOfDeepmf = fit(problem, normalisation, X, lane)
          },
        },
        {
          name: 'numpy',
          run: () => {
            numpy = runPeer(python, 'layer_centric.py', [folder]) as NumpyFit
            bestProduct = Math.max(bestProduct, numpy.productGflops)
          },
          own: () => numpy as NumpyFit,
        },
      ],
      quick ? { rounds: 1, seconds: 0 } : { rounds: 5, seconds: 0.5 },
    ),
  )
  return {
    group: 'peers',
    name,
    shape: shapeOf(dataset),
    unit: 'iteration',
    amount: iterations,
    lanes: Object.fromEntries(timings),
    notes: {
      lossOfDeepmf,
      lossOfNumpy: numpy?.finalLoss ?? Number.NaN,
      numpyProductGflops: bestProduct,
      numpy: numpy?.numpy ?? '',
    },
  }
}

function fit(problem: PeerProblem, normalisation: Normalisation, X: ReturnType<typeof matrixOf>, lane: Lane): number {
  using result = deepMFSync(X, {
    ranks: problem.dataset.ranks,
    decompose: 'features',
    loss: 'layer-centric',
    normalisation,
    init: asInit(problem.start),
    maxIterations: problem.iterations,
    tolerance: 0,
    innerSteps: problem.innerSteps,
    backend: lane.backend,
    threads: lane.threads,
  })
  return result.history.at(-1)?.loss ?? Number.NaN
}

const shapeOf = ({ label, m, n, ranks }: Dataset) => `${label} ${m} x ${n}, ${ranks.join('-')}`
