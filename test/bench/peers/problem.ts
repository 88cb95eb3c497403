import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dataset } from '../data.js'
import type { Factors } from '../factors.js'

/** A layer-centric fit to be done by several programs from one start. */
export interface PeerProblem {
  dataset: Dataset
  start: readonly Factors[]
  /** For a program that knows more than one set. */
  constraintOnH?: 'nonnegative' | 'columns-sum-at-most-one'
  iterations: number
  innerSteps: number
}

/** Lends a folder with a problem for another process: the settings as JSON, every matrix as raw row-major float64. */
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

interface Settings {
  m: number
  n: number
  ranks: number[]
  iterations: number
  innerSteps: number
}

/** What the folder holds. */
export function readProblem(folder: string): Settings & { X: Float64Array; start: Factors[] } {
  const settings = JSON.parse(readFileSync(join(folder, 'problem.json'), 'utf8')) as Settings
  const load = (name: string) => {
    const bytes = readFileSync(join(folder, `${name}.f64`))
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  }
  const start = settings.ranks.map((rank, l) => ({ rank, W: load(`W${l + 1}`), H: load(`H${l + 1}`) }))
  return { ...settings, X: load('X'), start }
}
