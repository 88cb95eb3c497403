import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Constraint } from '../baseline/fpgd.js'
import type { PlainLayer } from '../baseline/layer-centric.js'
import { uniform } from '../uniform.js'

/** A layer-centric fit to be done by several programs from one start. */
export interface PeerProblem {
  m: number
  n: number
  ranks: number[]
  X: Float64Array
  start: PlainLayer[]
  constraintOnH: Constraint
  iterations: number
  innerSteps: number
}

/** Writes what `layer_centric.py` reads: the settings as JSON, every matrix as raw row-major float64. */
export function writeProblem(folder: string, problem: PeerProblem): void {
  mkdirSync(folder, { recursive: true })
  const { X, start, ...settings } = problem
  const save = (name: string, data: Float64Array) =>
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(settings))
  save('X', X)
  start.forEach(({ W, H }, l) => {
    save(`W${l + 1}`, W)
    save(`H${l + 1}`, H)
  })
}

/**
 * A start with a sensible error at every layer: uniform W_l; H_l with columns that sum to one, so that every W_l is as
 * large as the one before it and the start is feasible with and without a bound on those sums.
 */
export function randomStart(m: number, n: number, ranks: readonly number[], seed: number): PlainLayer[] {
  const next = uniform(seed)
  let width = n
  return ranks.map((rank) => {
    const W = Float64Array.from({ length: m * rank }, next)
    const H = Float64Array.from({ length: rank * width }, next)
    for (let j = 0; j < width; j++) {
      let sum = 0
      for (let i = 0; i < rank; i++) sum += H[i * width + j] as number
      for (let i = 0; i < rank; i++) H[i * width + j] = (H[i * width + j] as number) / (sum * (1 + 1e-12))
    }
    width = rank
    return { rank, W, H }
  })
}
