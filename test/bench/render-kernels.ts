import { bestRate, type LaneName, medianRate, type Report, type Row } from './report.js'
import { digits, formatTable, percent } from './table.js'
import { speedUp } from './timing.js'

/** Kernels below this part of their limit owe a reason. */
const ENOUGH = 0.5

/** The kernels that the core limits, those that the memory limits, and why some stay far below. */
export function kernelTables(report: Report): string {
  const rows = report.rows.filter((row) => row.group === 'kernels')
  const best = report.machine.instructionSet
  return [
    table(
      'Kernels, GFLOP/s: best round (median round). The limit is the core multiplying and then adding in registers.',
      rows.filter((row) => row.unit === 'flop'),
      best,
    ),
    table(
      'Kernels, GB/s: best round (median round). The limit is a streaming read of as many bytes, from where they are.',
      rows.filter((row) => row.unit === 'byte'),
      best,
    ),
    reasons(rows),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function table(title: string, rows: readonly Row[], best: string): string {
  if (rows.length === 0) return ''
  return formatTable({
    title,
    columns: [
      '',
      'shape',
      'set',
      'limit',
      '1 thread',
      '/limit',
      'fast mode',
      '1 thread/fast',
      'all threads',
      '/1',
      'wasm',
      '/1',
      'wasm, fast',
      'js',
      'wasm/js',
      'plain js',
      'wasm/plain',
    ],
    rows: rows.map((row) => [
      row.name,
      row.shape,
      row.set ?? best,
      digits(giga(bestRate(row, 'limit'))),
      rate(row, 'native-1'),
      percent(share(row)),
      rate(row, 'native-fast'),
      percent(ratio(row, 'native-fast', 'native-1')),
      rate(row, 'native-all'),
      digits(ratio(row, 'native-1', 'native-all')),
      rate(row, 'wasm'),
      percent(ratio(row, 'native-1', 'wasm')),
      rate(row, 'wasm-fast'),
      rate(row, 'js'),
      digits(ratio(row, 'js', 'wasm')),
      rate(row, 'plain-js'),
      digits(ratio(row, 'plain-js', 'wasm')),
    ]),
  })
}

/** One line for each reason, with the kernels that it holds for. */
function reasons(rows: readonly Row[]): string {
  const low = rows.filter((row) => (share(row) ?? 1) < ENOUGH)
  if (low.length === 0) return ''
  const kernels = grouped(low)
  const lines = [...kernels].map(([why, rows]) => {
    const names = rows.map((row) => `${row.name} ${row.shape}${row.set === undefined ? '' : ` (${row.set})`}`)
    return `  ${names.join('; ')}:\n    ${why}`
  })
  return ['Below half of the limit:', ...lines, ''].join('\n')
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const why = row.why ?? 'no reason is written'
    groups.set(why, [...(groups.get(why) ?? []), row])
  }
  return groups
}

/** The part of the limit that one native thread reaches. */
const share = (row: Row): number | undefined => ratio(row, 'limit', 'native-1')

/** How many times as fast `subject` was as `reference`, by their best rounds. */
export function ratio(row: Row, reference: LaneName, subject: LaneName): number | undefined {
  const [slow, fast] = [row.lanes[reference], row.lanes[subject]]
  return slow && fast && speedUp(slow, fast).best
}

const giga = (rate: number | undefined): number | undefined => rate && rate / 1e9

function rate(row: Row, lane: LaneName): string {
  const best = bestRate(row, lane)
  return best === undefined ? '-' : `${digits(giga(best))} (${digits(giga(medianRate(row, lane)))})`
}
