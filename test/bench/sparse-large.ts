import { readFileSync } from 'node:fs'
import { loadBackend, nmfSync, SparseMatrix } from 'deepmf'

/** A matrix that leaves no room for copies: 10^6 x 10^6 with 100 entries in every row, and factors of rank 10. */
const FULL = { rows: 1_000_000, cols: 1_000_000, perRow: 100, rank: 10, iterations: 2 }
const QUICK = { rows: 3000, cols: 2000, perRow: 20, rank: 4, iterations: 2 }

/** Rows of one piece. */
const PIECE = 2000

/**
 * Streams a sparse matrix of 10^8 entries into the native backend and factorizes it: seconds, and the largest resident
 * memory beside the size of the matrix in both orders and the factors.
 */
export async function benchSparseLarge(quick: boolean): Promise<string> {
  const { rows, cols, perRow, rank, iterations } = quick ? QUICK : FULL
  const { kernels } = await loadBackend('native')
  const before = residentBytes()
  const started = performance.now()
  const builder = SparseMatrix.builder({ rows, cols, entries: rows * perRow, by: 'rows', backend: 'native' })
  const pieces = new Pieces(cols, perRow)
  for (let first = 0; first < rows; first += PIECE) {
    const { counts, columns, values } = pieces.next(Math.min(PIECE, rows - first))
    builder.appendRows(counts, columns, values)
  }
  const filled = performance.now()
  using X = builder.finish()
  const built = performance.now()
  const afterBuild = largestResident()
  const matrix = kernels.liveBytes()
  const run = { rank, seed: 1, solver: 'hals', maxIterations: iterations, tolerance: 0, backend: 'native' } as const
  const processor = process.cpuUsage()
  using fit = nmfSync(X, run)
  const { user, system } = process.cpuUsage(processor)
  const times = fit.history.map(({ elapsedMs }) => elapsedMs)
  const seconds = times.slice(1).map((time, i) => ((time - (times[i] as number)) / 1000).toFixed(2))
  const factors = 8 * rank * (rows + cols)
  const peak = largestResident()
  const errors = fit.history.map(({ layerErrors }) => (layerErrors[0] as number).toFixed(6))
  const ratio = (bytes: number, of: number) => (bytes / of).toFixed(3)
  return [
    `${rows} x ${cols}, ${X.entries} entries, rank ${rank}, ${fit.threads} threads, ${kernels.instructionSet()}`,
    `filled in ${inSeconds(filled - started)}, both orders finished in ${inSeconds(built - filled)}`,
    `iterations: ${seconds.join(' s, ')} s; relative errors ${errors.join(', ')}`,
    `start and iterations together: ${inSeconds((user + system) / 1000)} of processor time`,
    `X in both orders: ${gigabytes(matrix)}; factors: ${gigabytes(factors)}; Node before: ${gigabytes(before)}`,
    `most resident memory while X was built: ${gigabytes(afterBuild)}, ${ratio(afterBuild, matrix)} of X`,
    `most resident memory at the end: ${gigabytes(peak)}, ${ratio(peak, matrix + factors)} of X and the factors`,
  ].join('\n')
}

/** Rows with so many entries each, in columns that rise by random steps. Its arrays are used again for every piece. */
class Pieces {
  readonly #counts: Uint32Array
  readonly #columns: Uint32Array
  readonly #values: Float64Array
  #state = 1

  constructor(
    readonly cols: number,
    readonly perRow: number,
  ) {
    this.#counts = new Uint32Array(PIECE).fill(perRow)
    this.#columns = new Uint32Array(PIECE * perRow)
    this.#values = new Float64Array(PIECE * perRow)
  }

  next(rows: number) {
    const { cols, perRow } = this
    const step = Math.floor(cols / perRow)
    let k = 0
    for (let i = 0; i < rows; i++) {
      for (let p = 0; p < perRow; p++, k++) {
        // One column of every stretch of `step` of them: anywhere, and no column twice.
        this.#columns[k] = p * step + Math.floor(step * this.#uniform())
        this.#values[k] = this.#uniform()
      }
    }
    return {
      counts: this.#counts.subarray(0, rows),
      columns: this.#columns.subarray(0, k),
      values: this.#values.subarray(0, k),
    }
  }

  /** A linear congruential generator: quick, and good enough for places and values. */
  #uniform(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return this.#state / 2 ** 32
  }
}

const residentBytes = () => process.memoryUsage.rss()

/** The largest resident memory of this process so far. */
function largestResident(): number {
  const known = /VmHWM:\s+(\d+) kB/.exec(status())?.[1]
  return known === undefined ? 1024 * process.resourceUsage().maxRSS : 1024 * Number(known)
}

function status(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8')
  } catch {
    return ''
  }
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(3)} GB`
const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
