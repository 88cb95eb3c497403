import { namesOf } from './names.js'

/** What a computation promises; the first is what absence means. */
export const NUMERICS_NAMES = ['reproducible', 'fast'] as const

/**
 * `reproducible`: the same bits on every backend, processor and number of threads. `fast`: dense products by the fastest
 * library of the backend (a BLAS, the `gemm` crate, relaxed SIMD), within (k + 2) ε of the reproducible ones relative to
 * the product of the absolute values, k being the inner dimension; the same from run to run on one machine with one
 * number of threads. Where the backend has no such library (the JavaScript one) both are one.
 */
export type NumericsName = (typeof NUMERICS_NAMES)[number]

/** Threads, instruction sets, and what tests and benchmarks need. */
export interface MachineKernels {
  /** Sets how many threads kernels use. */
  setThreads(count: number): void
  /** How many threads kernels use. */
  threads(): number
  /** How many physical cores the machine has. */
  physicalCores(): number
  /** The instruction sets that can be used here, best first, separated by commas. */
  instructionSets(): string
  /** The instruction set in use. */
  instructionSet(): string
  /** Changes the instruction set; every one gives the same bits. */
  setInstructionSet(name: string): void
  /** Sets what dense products promise on this thread; the library's own calls put it back when they end. */
  setNumerics(name: NumericsName): void
  /** What dense products promise on this thread. */
  numerics(): NumericsName
  /** What serves the fast mode, such as `openblas 0.3.21`, `accelerate`, `gemm`, `relaxed-simd`; `none`: both are one. */
  fastLibrary(): string
  /** Multiplies and adds in registers, `iterations` rounds; returns how many operations that were. */
  probe(precision: number, iterations: number): number
  /** Reads all entries of a matrix once; returns how many bytes that was. */
  probeMemory(a: number): number
  /** The version of the binding. */
  version(): string
  /** Fails on purpose, for the tests of what happens then. */
  raisePanic(): void
}

export const MACHINE_KERNELS = namesOf<MachineKernels>({
  setThreads: true,
  threads: true,
  physicalCores: true,
  instructionSets: true,
  instructionSet: true,
  setInstructionSet: true,
  setNumerics: true,
  numerics: true,
  fastLibrary: true,
  probe: true,
  probeMemory: true,
  version: true,
  raisePanic: true,
})
