import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dataset } from '../data.js'
import type { Factors } from '../factors.js'

/** A layer-centric fit to be done by several programs from one start. */
export interface PeerProblem {
  dataset: Dataset
  start: readonly Factors[]
  constraintOnH: 'nonnegative' | 'columns-sum-at-most-one'
  iterations: number
  innerSteps: number
}

/** Lends a folder with what `layer_centric.py` reads: the settings as JSON, every matrix as raw row-major float64. */
export function withProblemFolder<Result>(problem: PeerProblem, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'deepmf-bench-'))
  try {
    write(folder, problem)
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function write(folder: string, { dataset, start, ...settings }: PeerProblem): void {
  const { m, n, ranks, X } = dataset
  const save = (name: string, data: Float64Array) =>
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  writeFileSync(join(folder, 'problem.json'), JSON.stringify({ m, n, ranks, ...settings }))
  save('X', X)
  start.forEach(({ W, H }, l) => {
    save(`W${l + 1}`, W)
    save(`H${l + 1}`, H)
  })
}
