import fc from 'fast-check'
import { difference, type Outputs } from './difference.js'
import type { Lane } from './lanes.js'
import { type Bits, Memory } from './memory.js'

/** One case: problems of one kind, each computed in every lane. */
export interface Case {
  readonly name: string
  /** Runs the problems; throws where two lanes differ. Returns how many there were. */
  run(lanes: readonly [Lane, ...Lane[]]): number
}

interface Spec<P extends { bits: Bits }> {
  /** Problems that are always among them, in both precisions: the edges. */
  readonly always: readonly Omit<NoInfer<P>, 'bits'>[]
  /** The others, drawn at random; where two lanes differ the smallest such problem is reported. */
  readonly drawn: fc.Arbitrary<P>
  readonly runs: number
  /** Makes the inputs, and returns what computes with them in any lane. */
  problem(parameters: NoInfer<P>): (memory: Memory) => Outputs
}

const SEED = Number(process.env.CONFORMANCE_SEED ?? 1)
/** How many times as many random problems as usual; for a long search. */
const EFFORT = Number(process.env.CONFORMANCE_EFFORT ?? 1)

export function defineCase<P extends { bits: Bits }>(name: string, spec: Spec<P>): Case {
  return {
    name,
    run(lanes) {
      let problems = 0
      const always = spec.always.flatMap((parameters) => [64, 32].map((bits) => ({ ...parameters, bits }) as P))
      const property = fc.property(spec.drawn, (parameters) => {
        problems += 1
        compare(lanes, parameters.bits, spec.problem(parameters))
      })
      fc.assert(property, {
        seed: SEED,
        includeErrorInReport: true,
        examples: always.map((parameters): [P] => [parameters]),
        numRuns: always.length + Math.round(EFFORT * spec.runs),
      })
      return problems
    },
  }
}

function compare(lanes: readonly [Lane, ...Lane[]], bits: Bits, compute: (memory: Memory) => Outputs): void {
  const [reference, ...others] = lanes
  const expected = computeIn(reference, bits, compute)
  for (const lane of others) {
    const found = difference(expected, computeIn(lane, bits, compute))
    if (found !== undefined) throw new Error(`${lane.name} differs from ${reference.name}: ${found}`)
  }
}

function computeIn(lane: Lane, bits: Bits, compute: (memory: Memory) => Outputs): Outputs {
  lane.enter()
  const memory = new Memory(lane.kernels, bits)
  try {
    return compute(memory)
  } finally {
    memory.release()
  }
}
