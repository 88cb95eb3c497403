import { setFlagsFromString } from 'node:v8'
import { type Backend, type BackendName, type Kernels, loadBackend } from 'deepmf'
import { expect } from 'vitest'
import { loadWasm, wasmModule } from '../../../packages/deepmf/src/backend/wasm.js'
import { difference, type Outputs } from './difference.js'

/** One way to compute: a backend with a number of threads and an instruction set. */
export interface Lane {
  /** Such as `native, 2 threads, avx2`. */
  readonly name: string
  readonly backend: BackendName
  readonly threads: number
  readonly instructionSet: string
  readonly kernels: Kernels
  /** The names of the kernels that were called in this lane so far. */
  readonly called: Set<keyof Kernels>
  /** Makes the backend compute in this lane from now on. */
  enter(): void
}

/** Every lane of this machine. The first, against which the others are compared, is native with one thread. */
export async function openLanes(): Promise<readonly [Lane, ...Lane[]]> {
  const native = await loadBackend('native')
  const [best = '', ...others] = native.kernels.instructionSets().split(',')
  const lane = (threads: number, set: string) => nativeLane(native, threads, set)
  const portable = [await loadBackend('wasm'), await loadBackend('js')].map((backend) => portableLane(backend))
  return [lane(1, best), lane(2, best), ...others.map((set) => lane(1, set)), ...portable]
}

/** Computes in each lane and compares the bytes with those of the first. */
export async function sameInEveryLane(
  [reference, ...others]: readonly [Lane, ...Lane[]],
  compute: (lane: Lane) => Promise<Outputs>,
): Promise<void> {
  reference.enter()
  const expected = await compute(reference)
  for (const lane of others) {
    lane.enter()
    expect(difference(expected, await compute(lane)), `${lane.name} against ${reference.name}`).toBeUndefined()
  }
}

/** The module of the WebAssembly backend that the library does not take in this engine. */
export async function openOtherModule(): Promise<Lane> {
  await loadBackend('wasm')
  const other = wasmModule() === 'relaxed' ? 'plain' : 'relaxed'
  // Node 20 has relaxed SIMD behind a flag, which can still be set.
  if (other === 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd')
  return portableLane(await loadWasm(other), `, ${other} module`)
}

function nativeLane({ kernels }: Backend, threads: number, instructionSet: string): Lane {
  const called = new Set<keyof Kernels>()
  return {
    name: `native, ${threads === 1 ? '1 thread' : `${threads} threads`}, ${instructionSet}`,
    backend: 'native',
    threads,
    instructionSet,
    kernels: recorded(kernels, called),
    called,
    enter() {
      kernels.setThreads(threads)
      kernels.setInstructionSet(instructionSet)
    },
  }
}

function portableLane({ name, kernels }: Backend, more = ''): Lane {
  const called = new Set<keyof Kernels>()
  const instructionSet = kernels.instructionSet()
  return {
    name: `${name}, ${instructionSet}${more}`,
    backend: name,
    threads: 1,
    instructionSet,
    kernels: recorded(kernels, called),
    called,
    enter() {},
  }
}

/** The same kernels, every call noted: whether each has a case is seen from what ran, not from a list. */
function recorded(kernels: Kernels, called: Set<keyof Kernels>): Kernels {
  return new Proxy(kernels, {
    get(target, name) {
      const kernel = Reflect.get(target, name)
      if (typeof kernel === 'function') called.add(name as keyof Kernels)
      return kernel
    },
  })
}
