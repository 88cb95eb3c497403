import { plainProduct } from './baseline/plain.js'
import type { Context } from './context.js'
import type { Lane } from './lanes.js'
import type { Row } from './report.js'
import { type Contender, type RaceOptions, race, stopwatch } from './timing.js'
import { type Precision, Workspace } from './workspace.js'

/** A kernel at one size: `prepare` makes its matrices in a workspace and returns the call to be timed. */
interface Case {
  name: string
  shape: string
  flops: number
  precision: Precision
  prepare: (workspace: Workspace) => () => void
  /** Plain JavaScript that does the same for so many seconds at least. */
  plain?: (seconds: number) => Contender
}

/** Times products, Gram matrices and block solves at three sizes on every lane. */
export function benchKernels({ lanes, quick, progress }: Context): Row[] {
  const options = quick ? { rounds: 1, seconds: 0.002, budget: 0 } : { rounds: 30, seconds: 0.01, budget: 1 }
  return cases(quick).map((item) => {
    progress(`${item.name} ${item.shape}`)
    return time(item, lanes, options)
  })
}

function cases(quick: boolean): Case[] {
  const products = quick ? [16, 32, 64] : [128, 512, 1024]
  const grams: [number, number][] = quick
    ? [
        [40, 8],
        [80, 8],
        [80, 16],
      ]
    : [
        [500, 25],
        [2429, 100],
        [2000, 400],
      ]
  const blocks: [number, number][] = quick
    ? [
        [4, 40],
        [8, 40],
        [8, 80],
      ]
    : [
        [25, 500],
        [49, 2429],
        [100, 2429],
      ]
  return [
    ...products.map((size) => gemm(size, 64)),
    ...products.map((size) => gemm(size, 32)),
    ...grams.map(([rows, cols]) => gram(rows, cols)),
    ...blocks.map(([r, n]) => fpgd(r, n, 'nonnegative')),
    ...blocks.map(([r, n]) => fpgd(r, n, 'sum-at-most')),
    ...blocks.map(([r, n]) => hals(r, n)),
  ]
}

function gemm(size: number, precision: Precision): Case {
  return {
    name: `gemm f${precision}`,
    shape: `${size} x ${size} x ${size}`,
    flops: 2 * size ** 3,
    precision,
    prepare: (workspace) => {
      const [a, b] = [workspace.filled(size, size, 1, precision), workspace.filled(size, size, 2, precision)]
      const c = workspace.zeros(size, size, precision)
      return () => workspace.kernels.gemm(c, false, false, 1, a, b, 0)
    },
    ...(precision === 64 ? { plain: (seconds: number) => plainProduct(size, seconds) } : {}),
  }
}

/** A^T A; only one triangle's operations are counted, because the other is its mirror. */
function gram(rows: number, cols: number): Case {
  return {
    name: 'gram f64',
    shape: `(${rows} x ${cols})ᵀ itself`,
    flops: cols * (cols + 1) * rows,
    precision: 64,
    prepare: (workspace) => {
      const a = workspace.filled(rows, cols, 1)
      const c = workspace.zeros(cols, cols)
      return () => workspace.kernels.gram(c, a, true, 1, 0)
    },
  }
}

const INNER_STEPS = 10

/** Ten accelerated projected gradient steps on r x n; counted are the products with the Gram matrix. */
function fpgd(r: number, n: number, projection: 'nonnegative' | 'sum-at-most'): Case {
  return {
    name: `fpgd, ${projection}`,
    shape: `${r} x ${n}, ${INNER_STEPS} steps`,
    flops: 2 * r * r * n * INNER_STEPS,
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      return () => {
        kernels.copy(f, start)
        const parameters = Float64Array.from(projection === 'nonnegative' ? [] : [1])
        kernels.fpgd(f, b, Uint32Array.of(p), Uint32Array.of(0), projection, 'columns', parameters, INNER_STEPS, 0.05)
      }
    },
  }
}

function hals(r: number, n: number): Case {
  return {
    name: 'hals',
    shape: `${r} x ${n}, ${INNER_STEPS} sweeps`,
    flops: 2 * r * r * n * INNER_STEPS,
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      return () => {
        kernels.copy(f, start)
        kernels.hals(f, b, p, 'left', true, INNER_STEPS)
      }
    },
  }
}

/** The normal equations of a block as a fit has them: Wᵀ W and Wᵀ X of a nonnegative W and X. */
function block(workspace: Workspace, r: number, n: number) {
  const { kernels } = workspace
  const m = 4 * r
  const [w, x] = [workspace.filled(m, r, 3), workspace.filled(m, n, 4)]
  const [p, b] = [workspace.zeros(r, r), workspace.zeros(r, n)]
  kernels.gram(p, w, true, 1, 0)
  kernels.gemm(b, true, false, 1, w, x, 0)
  return { p, b, f: workspace.zeros(r, n), start: workspace.filled(r, n, 5) }
}

function time(item: Case, lanes: readonly Lane[], options: RaceOptions): Row {
  const native = lanes.find((lane) => lane.name === 'native-1')
  const workspaces = lanes.map((lane) => new Workspace(lane.kernels))
  const onLanes = lanes.map(({ name, enter }, index) => ({
    name,
    before: enter,
    run: item.prepare(workspaces[index] as Workspace),
  }))
  const others: Contender[] = native ? [limit(native, item, options.seconds)] : []
  if (item.plain) others.push(item.plain(options.seconds))
  const timings = race([...others, ...onLanes], options)
  for (const workspace of workspaces) workspace.release()
  return {
    group: 'kernels',
    name: item.name,
    shape: item.shape,
    unit: 'flop',
    amount: item.flops,
    lanes: Object.fromEntries(timings),
  }
}

/** The core's own limit: how long it takes for as many operations as the case has, in registers only. */
function limit(lane: Lane, item: Case, seconds: number): Contender {
  let iterations = 1000
  let last = { seconds: 0, processor: 0 }
  const run = () => {
    let flops = 0
    last = stopwatch(() => {
      flops = lane.kernels.probe(item.precision, iterations)
    })
    return item.flops / flops
  }
  let scale = run()
  lane.enter()
  while (last.seconds < seconds && iterations < 2 ** 30) {
    iterations *= 2
    scale = run()
  }
  const own = () => ({ seconds: last.seconds * scale, processor: last.processor * scale })
  return { name: 'limit', before: lane.enter, run, own }
}
