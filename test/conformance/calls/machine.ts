import { expect } from 'vitest'
import type { MachineKernels } from '../../../packages/deepmf/src/backend/kernels/machine.js'
import type { Calls } from './call.js'

export const machine: Calls<MachineKernels> = {
  setThreads: (k) => k.setThreads(1),
  threads: (k) => k.threads(),
  physicalCores: (k) => k.physicalCores() >= 1,
  instructionSets: (k) => k.instructionSets().split(',').at(-1),
  instructionSet: (k) => k.instructionSets().split(',').includes(k.instructionSet()),
  setInstructionSet: (k) => k.setInstructionSet(k.instructionSet()),
  setNumerics: (k) => {
    k.setNumerics('fast')
    const fast = k.numerics()
    k.setNumerics('reproducible')
    return [fast, k.numerics()]
  },
  numerics: (k) => k.numerics(),
  fastLibrary: (k) => k.fastLibrary().length > 0,
  probe: (k) => k.probe(64, 100) > 0,
  probeMemory: (k, id) => k.probeMemory(id(2, 3)),
  version: (k) => k.version(),
  raisePanic: (k) => {
    expect(() => k.raisePanic()).toThrowError(expect.objectContaining({ code: 'ERR_PANIC' }))
  },
}
