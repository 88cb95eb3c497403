import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deepMFSync } from 'deepmf'
import { expect, test } from 'vitest'
import { KERNEL_NAMES, type Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { MACHINE_KERNELS } from '../../packages/deepmf/src/backend/kernels/machine.js'
import { MEMORY_KERNELS } from '../../packages/deepmf/src/backend/kernels/memory.js'
import { runPlain } from './baseline/plain.js'
import { multiplyByDots, multiplyRowWise } from './baseline/products.js'
import type { Dataset } from './data.js'
import { asInit, matrixOf, sequentialStart } from './factors.js'
import { judge } from './goals.js'
import { DOMAINS } from './kernels.js'
import { openLanes } from './lanes.js'
import { withProblemFolder } from './peers/problem.js'
import type { Report } from './report.js'
import { uniformEntries } from './uniform.js'
import { Workspace } from './workspace.js'

test('a quick run measures every lane that loads and writes its report as JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deepmf-bench-test-'))
  try {
    const file = join(folder, 'report.json')
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    const node = ['--conditions=deepmf-source', '--import', 'tsx', main]
    const output = execFileSync(process.execPath, [...node, 'kernels', 'fits', '--quick', '--json', file], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    })
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    expect(report.quick).toBe(true)
    expect(output).toContain(report.machine.processor)
    expect(new Set(report.rows.map((row) => row.group))).toEqual(new Set(['kernels', 'fits']))
    const { lanes } = openLanes()
    const all = lanes.map(({ name }) => name)
    const reproducible = lanes.filter(({ numerics }) => numerics === 'reproducible').map(({ name }) => name)
    for (const row of report.rows) {
      const fast = row.group === 'fits' || row.name.startsWith('gemm')
      const expected = row.set === undefined ? (fast ? all : reproducible) : ['limit', 'native-1']
      expect(Object.keys(row.lanes), row.name).toEqual(expect.arrayContaining(expected))
      for (const timing of Object.values(row.lanes)) {
        expect(timing.min).toBeGreaterThan(0)
        expect(timing.median).toBeGreaterThanOrEqual(timing.min)
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('every kernel that computes has a row', () => {
  const { lanes } = openLanes()
  const kernels = lanes[0]?.kernels
  if (!kernels) throw new Error('no backend loads')
  const called = new Set<string>([...MEMORY_KERNELS, ...MACHINE_KERNELS, ...HELD])
  const recording = new Proxy(kernels, {
    get: (target, name: keyof Kernels) => {
      called.add(name)
      return target[name]
    },
  })
  for (const item of Object.values(DOMAINS).flatMap((cases) => cases(true))) {
    const workspace = new Workspace(recording)
    item.prepare(workspace)()
    workspace.release()
  }
  expect(KERNEL_NAMES.filter((name) => !called.has(name))).toEqual([])
})

/** They hand over what is held, or take in what comes; the run of its own for large sparse data times the latter. */
const HELD: readonly (keyof Kernels)[] = [
  'sparseAppendRows64',
  'sparseAppendRows32',
  'sparseEntries',
  'sparseStarts',
  'sparseIndices',
  'sparseValues64',
  'sparseValues32',
  'sparseTransposed',
]

test('the plain triple loops agree', () => {
  const [m, n, k] = [5, 7, 6]
  const [a, b] = [uniformEntries(m * k, 1), uniformEntries(k * n, 2)]
  const [one, other] = [new Float64Array(m * n), new Float64Array(m * n)]
  multiplyRowWise(m, n, k, a, b, one)
  multiplyByDots(m, n, k, a, b, other)
  // Both add the products of an element in the order of k, so not even the rounding differs.
  expect(one).toEqual(other)
})

test('the plain fit minimises the objective of the library, and as well', () => {
  const { lanes } = openLanes()
  const lane = lanes[0]
  if (!lane) throw new Error('no backend loads')
  const dataset: Dataset = {
    label: 'random',
    m: 20,
    n: 60,
    X: uniformEntries(20 * 60, 3),
    ranks: [8, 5, 3],
    decompose: 'coefficients',
    normalisation: 'W-rows',
  }
  const start = sequentialStart(dataset, 'W-rows', lane)
  using X = matrixOf(dataset)
  using fit = deepMFSync(X, {
    ranks: dataset.ranks,
    decompose: 'coefficients',
    normalisation: 'W-rows',
    loss: 'layer-centric',
    init: asInit(start),
    maxIterations: 30,
    tolerance: 0,
    backend: lane.backend,
  })
  const problem = { dataset, start, iterations: 30, innerSteps: 10 }
  const plain = withProblemFolder(problem, (folder) => runPlain(['fit', folder]).losses) as number[]
  // The weights make all three terms equal at the start, so a difference in any of them or in an update shows.
  const losses = fit.history.map(({ loss }) => loss)
  expect(Math.abs((plain[0] as number) / (losses[1] as number) - 1)).toBeLessThan(1e-2)
  expect(Math.abs((plain.at(-1) as number) / (losses.at(-1) as number) - 1)).toBeLessThan(2e-2)
})

test('a goal is judged by the row and the lanes that it names', () => {
  const timing = (seconds: number) => ({
    min: seconds,
    median: seconds,
    rounds: [seconds, 2 * seconds],
    processor: seconds,
    share: 1,
  })
  const goals = judge([
    {
      group: 'kernels',
      name: 'gemm f64',
      shape: '1024 x 1024 x 1024',
      unit: 'flop',
      amount: 2 ** 31,
      lanes: { limit: timing(0.9), 'native-1': timing(1), wasm: timing(2) },
    },
  ])
  expect(goals.map(({ goal, measured }) => [goal, measured.best, measured.paired])).toEqual([
    [0.85, 0.9, 0.9],
    [0.3, 0.5, 0.5],
  ])
})
