import { deepMFSync, type Matrix } from 'deepmf'
import type { Context } from '../context.js'
import { type Dataset, type Normalisation, peerDataset } from '../data.js'
import { asInit, matrixOf, sequentialStart } from '../factors.js'
import type { Lane } from '../lanes.js'
import type { Row } from '../report.js'
import { type Contender, type Measured, median, race, stopwatch } from '../timing.js'
import { type PeerProblem, withProblemFolder } from './problem.js'
import { runPeer } from './python.js'

/** What `layer_centric.py` prints. */
interface NumpyFit {
  /** Seconds of each iteration by the clock, and processor time of the whole fit. */
  iterations: number[]
  processor: number
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
export async function benchLayerCentric(context: Context, python: string): Promise<Row[]> {
  const lane = context.lanes.find(({ name }) => name === 'native-1')
  const dataset = await peerDataset(context)
  if (!dataset) return []
  if (!lane) {
    context.leaveOut('peers: they are compared with the native backend, which does not load here')
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
  let native: LibraryFit | undefined
  let last: NumpyFit | undefined
  const losses: Record<string, number> = {}
  let bestProduct = 0
  using X = matrixOf(dataset)
  const numpy = (name: string, style: string, folder: string): Contender => ({
    name,
    run: () => {
      last = runPeer(python, 'layer_centric.py', [folder, style]) as NumpyFit
      losses[name] = last.finalLoss
      bestProduct = Math.max(bestProduct, last.productGflops)
    },
    own: () => typicalOf(last as NumpyFit),
  })
  const timings = withProblemFolder(problem, (folder) =>
    race(
      [
        {
          name: 'native-1',
          run: () => {
            native = fit(problem, normalisation, X, lane)
          },
          own: () => typicalOf(native as LibraryFit),
        },
        numpy('numpy', 'plain', folder),
        numpy('numpy-in-place', 'in place', folder),
      ],
      quick ? { rounds: 1, seconds: 0, budget: 0 } : { rounds: 6, seconds: 0, budget: 60 },
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
      lossOfDeepmf: native?.loss ?? Number.NaN,
      lossOfNumpy: losses.numpy ?? Number.NaN,
      numpyProductGflops: bestProduct,
      numpy: last?.numpy ?? '',
    },
  }
}

interface LibraryFit extends Pick<NumpyFit, 'iterations' | 'processor'> {
  loss: number
}

/** A fit as if all its iterations had taken as long as the middle one: what else the machine did meanwhile counts little. */
const typicalOf = ({ iterations, processor }: Pick<NumpyFit, 'iterations' | 'processor'>): Measured => ({
  seconds: median(iterations) * iterations.length,
  processor,
})

function fit(problem: PeerProblem, normalisation: Normalisation, X: Matrix, lane: Lane): LibraryFit {
  const options = {
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
  } as const
  let history: readonly { loss: number; elapsedMs: number }[] = []
  const { processor } = stopwatch(() => {
    using result = deepMFSync(X, options)
    history = result.history
  })
  const iterations = history.slice(1).map(({ elapsedMs }, i) => (elapsedMs - (history[i]?.elapsedMs ?? 0)) / 1000)
  return { iterations, processor, loss: history.at(-1)?.loss ?? Number.NaN }
}

const shapeOf = ({ label, m, n, ranks }: Dataset) => `${label} ${m} x ${n}, ${ranks.join('-')}`
