import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Matrix, type NMFFit, nmfSync, type SparseMatrix } from 'deepmf'
import type { Context } from '../../context.js'
import type { Lane } from '../../lanes.js'
import type { LaneName, Row } from '../../report.js'
import { type Contender, type Measured, race } from '../../timing.js'
import { runPeer } from '../python.js'
import { matrixOf, type ScikitProblem, scikitProblems } from './problems.js'

/** A loss, and how many iterations scikit-learn gets: by coordinate descent, or by multiplicative updates. */
const LOSSES = [
  { loss: 'frobenius', iterations: 200 },
  { loss: 'kullback-leibler', iterations: 50 },
] as const
type Loss = (typeof LOSSES)[number]

/** What the script prints. */
interface ScikitFit extends Measured {
  objective: number
  version: string
}

/** So many outer iterations are tried at first, and twice as many until they are enough or too many. */
const FIRST_ITERATIONS = 20
const MOST_ITERATIONS = 160

/**
 * Times the library until it has the objective that scikit-learn reaches from the same start, against the time that
 * scikit-learn takes for it.
 */
export async function benchScikit(context: Context, python: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const problem of await scikitProblems(context)) {
    for (const loss of LOSSES) {
      context.progress(`${loss.loss}, ${problem.label}, against scikit-learn`)
      rows.push(compare(problem, loss, python, context))
    }
  }
  return rows
}

function compare(problem: ScikitProblem, { loss, iterations }: Loss, python: string, context: Context): Row {
  const folder = mkdtempSync(join(tmpdir(), 'deepmf-bench-'))
  try {
    write(folder, problem)
    const scikit = (threads: 1 | 'all') => () =>
      runPeer(python, 'scikit/scikit_learn.py', [folder, loss, String(iterations)], threads) as ScikitFit
    const wanted = scikit(1)()
    using X = matrixOf(problem)
    const steps = iterationsTo(wanted.objective, problem, X, loss, context.lanes)
    const library = context.lanes
      .filter(({ name }) => name === 'native-1' || name === 'native-all' || name === 'wasm')
      .map((lane) => onLane(lane, () => fit(problem, X, loss, lane, steps.count).dispose()))
    const peers = [own('scikit-learn', scikit(1), wanted), own('scikit-learn-all', scikit('all'))]
    const options = context.quick ? { rounds: 1, seconds: 0, budget: 0 } : { rounds: 3, seconds: 0, budget: 60 }
    return {
      group: 'peers',
      name: loss,
      shape: `${problem.label} ${problem.m} x ${problem.n}, rank ${problem.rank}`,
      unit: 'fit',
      amount: 1,
      lanes: Object.fromEntries(race([...peers, ...library], options)),
      notes: {
        iterations: steps.count,
        iterationsOfPeer: iterations,
        loss: steps.loss,
        lossOfPeer: wanted.objective,
        peer: wanted.version,
      },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How many outer iterations the library takes to an objective: they are the same in every lane. */
function iterationsTo(
  objective: number,
  problem: ScikitProblem,
  X: Matrix | SparseMatrix,
  loss: Loss['loss'],
  lanes: readonly Lane[],
): { count: number; loss: number } {
  const lane = lanes.find(({ name }) => name === 'native-1') ?? (lanes[0] as Lane)
  for (let most = FIRST_ITERATIONS; ; most *= 2) {
    using result = fit(problem, X, loss, lane, most)
    const reached = result.history.find((progress) => progress.loss <= objective)
    if (reached !== undefined) return { count: reached.iteration, loss: reached.loss }
    if (most >= MOST_ITERATIONS) return { count: most, loss: result.loss }
  }
}

function fit(
  { rank, m, n, W, H }: ScikitProblem,
  X: Matrix | SparseMatrix,
  loss: Loss['loss'],
  lane: Lane,
  maxIterations: number,
): NMFFit {
  lane.enter()
  const init = { W: { data: W, shape: [m, rank] }, H: { data: H, shape: [rank, n] } }
  const { backend, threads } = lane
  return nmfSync(X, { rank, loss, init, backend, threads, maxIterations, tolerance: 0 })
}

const onLane = ({ name, enter }: Lane, run: () => void): Contender => ({ name, before: enter, run })

/** A process of its own has nothing to warm up: what is known already stands in for the first run. */
function own(name: LaneName, run: () => ScikitFit, known?: ScikitFit): Contender {
  let last = known
  let warm = known === undefined
  return {
    name,
    run: () => {
      if (warm) last = run()
      warm = true
    },
    own: () => last as ScikitFit,
  }
}

/** scikit-learn has samples in rows, so it gets texts transposed; dense matrices are as they are for both. */
function write(folder: string, { m, n, rank, X, W, H }: ScikitProblem): void {
  const save = (name: string, data: Float64Array | Int32Array) =>
    writeFileSync(join(folder, name), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  const settings = (rows: number, cols: number, sparse: boolean) =>
    writeFileSync(join(folder, 'problem.json'), JSON.stringify({ m: rows, n: cols, rank, sparse }))
  if (X instanceof Float64Array) {
    settings(m, n, false)
    for (const [name, data] of Object.entries({ X, W, H })) save(name, data)
  } else {
    settings(n, m, true)
    for (const [name, data] of Object.entries(X)) save(name, data)
    save('W', transposed(rank, n, H))
    save('H', transposed(m, rank, W))
  }
}

const transposed = (rows: number, cols: number, data: Float64Array): Float64Array =>
  Float64Array.from({ length: rows * cols }, (_, at) => data[(at % rows) * cols + Math.floor(at / rows)] as number)
