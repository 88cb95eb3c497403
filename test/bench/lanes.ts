import { cpus } from 'node:os'
import type { Backend, BackendName } from '../../packages/deepmf/src/backend/backend.js'
import type { Kernels } from '../../packages/deepmf/src/backend/kernels/index.js'
import { requireBackend } from '../../packages/deepmf/src/backend/select.js'
import type { Machine } from './report.js'

/** A backend with a number of threads: one of the programs that every piece of work is timed on. */
export interface Lane {
  name: 'native-1' | 'native-all' | 'wasm' | 'js'
  backend: BackendName
  kernels: Kernels
  threads: number
  /** Sets the number of threads for direct calls of kernels; fits are told theirs. */
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
    const lane = (name: Lane['name'], threads: number): Lane => ({
      name,
      backend: 'native',
      kernels,
      threads,
      enter: () => kernels.setThreads(threads),
    })
    lanes.push(lane('native-1', 1))
    if (all > 1) lanes.push(lane('native-all', all))
  }
  for (const name of ['wasm', 'js'] as const) {
    const loaded = backend(name)
    if (loaded) lanes.push({ name, backend: name, kernels: loaded.kernels, threads: 1, enter: () => {} })
  }
  return { lanes, absent }
}

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
  }
}
