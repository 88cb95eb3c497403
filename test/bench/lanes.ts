import { cpus } from 'node:os'
import type { Backend, BackendName } from '../../packages/deepmf/src/backend/backend.js'
import type { Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import type { NumericsName } from '../../packages/deepmf/src/backend/kernels/machine.js'
import { requireBackend } from '../../packages/deepmf/src/backend/select.js'
import type { Machine } from './report.js'

/** A backend with a number of threads and a mode: one of the programs that every piece of work is timed on. */
export interface Lane {
  /** `native-1` and the others are reproducible; `-fast` is the fast mode, native on one thread. */
  name: 'native-1' | 'native-fast' | 'native-all' | 'wasm' | 'wasm-fast' | 'js'
  backend: BackendName
  kernels: Kernels
  threads: number
  numerics: NumericsName
  /** Sets threads and mode for direct calls of kernels; fits are told theirs. */
  enter: () => void
}

/** The lanes of the backends that load here, and a line for each that does not. */
export function openLanes(): { lanes: Lane[]; absent: string[] } {
  const lanes: Lane[] = []
  const absent: string[] = []
  const backend = (name: BackendName): Backend | undefined => {
    try {
      return requireBackend(name)
    } catch (error) {
      absent.push(error instanceof Error ? error.message : String(error))
      return undefined
    }
  }
  const native = backend('native')
  if (native) {
    const { kernels } = native
    const all = kernels.physicalCores()
    lanes.push(lane('native-1', native, 1, 'reproducible'))
    if (hasFastMode(kernels)) lanes.push(lane('native-fast', native, 1, 'fast'))
    if (all > 1) lanes.push(lane('native-all', native, all, 'reproducible'))
  }
  for (const name of ['wasm', 'js'] as const) {
    const loaded = backend(name)
    if (!loaded) continue
    lanes.push(lane(name, loaded, 1, 'reproducible'))
    if (name === 'wasm' && hasFastMode(loaded.kernels)) lanes.push(lane('wasm-fast', loaded, 1, 'fast'))
  }
  return { lanes, absent }
}

const hasFastMode = (kernels: Kernels): boolean => kernels.fastLibrary() !== 'none'

const lane = (
  name: Lane['name'],
  { name: backend, kernels }: Backend,
  threads: number,
  numerics: NumericsName,
): Lane => ({
  name,
  backend,
  kernels,
  threads,
  numerics,
  enter: () => {
    kernels.setThreads(threads)
    kernels.setNumerics(numerics)
  },
})

export function describeMachine(lanes: readonly Lane[]): Machine {
  const native = lanes.find((lane) => lane.backend === 'native')?.kernels
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    instructionSet: native?.instructionSet() ?? 'none',
    instructionSets: native?.instructionSets().split(',') ?? [],
    threads: native?.physicalCores() ?? 1,
    fastLibrary: native?.fastLibrary() ?? 'none',
  }
}
