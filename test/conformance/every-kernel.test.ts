import { type BackendName, loadBackend } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { KERNEL_NAMES, type Kernels } from '../../packages/deepmf/src/backend/kernels.js'
import { backends } from '../support/backends.ts'

// One small call of every kernel on every backend: that it is there, takes its arguments and gives the same numbers.

type Call = (k: Kernels, id: (rows: number, cols: number, ...numbers: number[]) => number) => unknown

/** Applies a kernel to a matrix and gives what that holds then. */
const changed = (work: (matrix: number) => unknown, k: Kernels, matrix: number): number[] => {
  work(matrix)
  return [...k.download64(matrix)]
}

/** By how much a count grows. */
const growth = (count: () => number, work: () => unknown): number => {
  const before = count()
  work()
  return count() - before
}

const six = [1, -2, 3, 4, 5.5, -6]

const calls: Record<keyof Kernels, Call> = {
  upload64: (k, id) => [...k.download64(id(2, 3, ...six))],
  upload32: (k) => {
    const matrix = k.upload32(1, 2, Float32Array.of(0.1, 2))
    const back = [...k.download32(matrix)]
    k.release(matrix)
    return back
  },
  allocate: (k, id) => [...k.download64(id(2, 2))],
  download64: (k, id) => k.download64(id(1, 2, 3, 4)).constructor.name,
  download32: (k) => {
    const matrix = k.allocate(2, 2, 32)
    const back = k.download32(matrix).constructor.name
    k.release(matrix)
    return back
  },
  release: (k) => k.release(k.allocate(1, 1, 64)),
  liveMatrices: (k, id) =>
    growth(
      () => k.liveMatrices(),
      () => id(1, 1),
    ),
  liveBytes: (k, id) =>
    growth(
      () => k.liveBytes(),
      () => id(3, 3),
    ),
  copy: (k, id) => changed((to) => k.copy(to, id(2, 3, ...six)), k, id(2, 3)),
  transpose: (k, id) => changed((to) => k.transpose(to, id(2, 3, ...six)), k, id(3, 2)),
  fill: (k, id) => changed((to) => k.fill(to, 0.1), k, id(2, 2)),
  axpby: (k, id) => changed((y) => k.axpby(y, 0.1, id(2, 3, ...six), 0.3), k, id(2, 3, ...six)),
  scaleRows: (k, id) => changed((a) => k.scaleRows(a, id(2, 1, 0.1, 3)), k, id(2, 3, ...six)),
  scaleColumns: (k, id) => changed((a) => k.scaleColumns(a, id(1, 3, 0.1, 3, 7)), k, id(2, 3, ...six)),
  addDiagonal: (k, id) => changed((a) => k.addDiagonal(a, 0.1), k, id(2, 2, 1, 2, 3, 4)),
  elementary: (k, id) => changed((to) => k.elementary(to, id(2, 3, ...six), 'tanh'), k, id(2, 3)),
  power: (k, id) => changed((to) => k.power(to, id(1, 2, 2, 5), 0.3), k, id(1, 2)),
  gemm: (k, id) =>
    changed((c) => k.gemm(c, true, false, 0.1, id(2, 3, ...six), id(2, 3, ...six), 2), k, id(3, 3, ...six, 7, 8, 9)),
  gram: (k, id) => changed((c) => k.gram(c, id(2, 3, ...six), true, 0.1, 0), k, id(3, 3)),
  residualSquared: (k, id) => k.residualSquared(id(2, 2, 1, 2, 3, 4), id(2, 3, ...six), id(3, 2, ...six)),
  sum: (k, id) => k.sum(id(2, 3, ...six)),
  normSquared: (k, id) => k.normSquared(id(2, 3, ...six)),
  inner: (k, id) => k.inner(id(1, 2, 0.1, 3), id(1, 2, 7, 0.3)),
  distanceSquared: (k, id) => k.distanceSquared(id(1, 2, 0.1, 3), id(1, 2, 7, 0.3)),
  rowSums: (k, id) => changed((to) => k.rowSums(to, id(2, 3, ...six)), k, id(2, 1)),
  columnSums: (k, id) => changed((to) => k.columnSums(to, id(2, 3, ...six)), k, id(1, 3)),
  rowNormsSquared: (k, id) => changed((to) => k.rowNormsSquared(to, id(2, 3, ...six)), k, id(2, 1)),
  columnNormsSquared: (k, id) => changed((to) => k.columnNormsSquared(to, id(2, 3, ...six)), k, id(1, 3)),
  spectralNorm: (k, id) => k.spectralNorm(id(3, 3, 2, 1, 0, 1, 3, 1, 0, 1, -5)),
  project: (k, id) => changed((f) => k.project(f, 'simplex', 'columns', 1), k, id(2, 3, ...six)),
  fpgd: (k, id) => {
    const f = id(2, 2)
    const gram = Uint32Array.of(id(2, 2, 2, 1, 1, 3))
    const objective = k.fpgd(f, id(2, 2, 1, 2, 3, 4), gram, Uint32Array.of(0), 'nonnegative', 'columns', 1, 5, 0.05)
    return [objective, ...k.download64(f)]
  },
  hals: (k, id) =>
    changed((f) => k.hals(f, id(2, 2, 1, 2, 3, 4), id(2, 2, 2, 1, 1, 3), 'right', true, 3), k, id(2, 2, 1, 1, 1, 1)),
  randomFill: (k, id) => changed((to) => k.randomFill(to, 'gamma', 0.3, 2, 2 ** 53 - 1, 7), k, id(3, 3)),
  snpaRound: (k, id) => {
    const h = id(2, 3)
    const x = id(2, 3, 1, 0, 0.5, 0, 1, 0.5)
    return [k.snpaRound(h, id(2, 3), id(2, 3), x, new Uint32Array(), 50), ...k.download64(h)]
  },
  setThreads: (k) => k.setThreads(1),
  threads: (k) => k.threads(),
  physicalCores: (k) => k.physicalCores() >= 1,
  instructionSets: (k) => k.instructionSets().split(',').at(-1),
  instructionSet: (k) => k.instructionSets().split(',').includes(k.instructionSet()),
  setInstructionSet: (k) => k.setInstructionSet(k.instructionSet()),
  probe: (k) => k.probe(64, 100) > 0,
  version: (k) => k.version(),
  raisePanic: (k) => {
    expect(() => k.raisePanic()).toThrowError(expect.objectContaining({ code: 'ERR_PANIC' }))
  },
}

/** Calls one kernel and leaves no matrix behind. */
async function outcome(backend: BackendName, name: keyof Kernels): Promise<unknown> {
  const { kernels } = await loadBackend(backend)
  const made: number[] = []
  const before = kernels.liveMatrices()
  const result = calls[name](kernels, (rows, cols, ...numbers) => {
    const id =
      numbers.length === 0 ? kernels.allocate(rows, cols, 64) : kernels.upload64(rows, cols, Float64Array.from(numbers))
    made.push(id)
    return id
  })
  for (const id of made) kernels.release(id)
  expect(kernels.liveMatrices()).toBe(before)
  return result
}

describe('every kernel can be called and gives the same numbers', () => {
  const [first, ...others] = backends
  test.each(KERNEL_NAMES)('%s', async (name) => {
    const expected = await outcome(first as BackendName, name)
    for (const backend of others) expect(await outcome(backend, name), backend).toEqual(expected)
  })
})
