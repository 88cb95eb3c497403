import { kernelTables, ratio } from './render-kernels.js'
import type { Goal, LaneName, Report, Row } from './report.js'
import { digits, formatTable, percent } from './table.js'
import { median } from './timing.js'

/** The whole report as aligned tables for a terminal. */
export function render(report: Report): string {
  const { machine } = report
  const parts = [
    [
      `${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`,
      `native: ${machine.instructionSet} (of ${machine.instructionSets.join(', ')}), ${machine.threads} threads where not 1, fast mode by ${machine.fastLibrary}`,
      ...report.absent.map((line) => `left out: ${line}`),
      '',
    ].join('\n'),
    kernelTables(report),
    fitsTable(report),
    layerCentricTable(report),
    scikitTable(report),
    goalsTable(report),
    busyNote(report),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function fitsTable(report: Report): string {
  const rows = report.rows.filter((row) => row.group === 'fits')
  if (rows.length === 0) return ''
  return formatTable({
    title:
      'Fits, milliseconds an outer iteration: best round (median round); ratios say how many times as fast native is on one thread.',
    columns: ['', 'shape', '1 thread', 'fast mode', 'all threads', 'wasm', 'ratio', 'js', 'ratio', 'plain js', 'ratio'],
    rows: rows.map((row) => [
      row.name,
      row.shape,
      perIteration(row, 'native-1'),
      perIteration(row, 'native-fast'),
      perIteration(row, 'native-all'),
      perIteration(row, 'wasm'),
      digits(ratio(row, 'wasm', 'native-1')),
      perIteration(row, 'js'),
      digits(ratio(row, 'js', 'native-1')),
      perIteration(row, 'plain-js'),
      digits(ratio(row, 'plain-js', 'native-1')),
    ]),
  })
}

function layerCentricTable(report: Report): string {
  const rows = report.rows.filter((row) => row.group === 'peers' && row.unit === 'iteration')
  if (rows.length === 0) return ''
  const table = formatTable({
    title:
      'Peers, milliseconds an outer iteration on one thread: best fit (median fit), each by its median iteration; same start, blocks, steps.',
    columns: ['', 'shape', 'deepmf', 'numpy', 'ratio', 'numpy, in place', 'ratio', 'loss of deepmf', 'loss of numpy'],
    rows: rows.map((row) => [
      row.name,
      row.shape,
      perIteration(row, 'native-1'),
      perIteration(row, 'numpy'),
      digits(ratio(row, 'numpy', 'native-1')),
      perIteration(row, 'numpy-in-place'),
      digits(ratio(row, 'numpy-in-place', 'native-1')),
      loss(row, 'lossOfDeepmf'),
      loss(row, 'lossOfNumpy'),
    ]),
  })
  const product = rows[0]?.notes?.numpyProductGflops
  return typeof product === 'number'
    ? `${table}NumPy's own product of 1024 x 1024 ran at ${digits(product)} GFLOP/s.\n`
    : table
}

function scikitTable(report: Report): string {
  const rows = report.rows.filter((row) => row.group === 'peers' && row.unit === 'fit')
  if (rows.length === 0) return ''
  const table = formatTable({
    title:
      'NMF to the objective that scikit-learn reaches in its iterations, from the same start: seconds, best of three, and how many times as fast.',
    columns: [
      ...['', 'shape', 'scikit-learn', 'its', 'deepmf', 'its', 'ratio', 'wasm', 'ratio'],
      ...['scikit-learn, all threads', 'deepmf', 'ratio', 'objective of scikit-learn', 'of deepmf'],
    ],
    rows: rows.map((row) => [
      row.name,
      row.shape,
      seconds(row, 'scikit-learn'),
      String(row.notes?.iterationsOfPeer ?? ''),
      seconds(row, 'native-1'),
      String(row.notes?.iterations ?? ''),
      digits(ratio(row, 'scikit-learn', 'native-1')),
      seconds(row, 'wasm'),
      digits(ratio(row, 'scikit-learn', 'wasm')),
      seconds(row, 'scikit-learn-all'),
      seconds(row, 'native-all'),
      digits(ratio(row, 'scikit-learn-all', 'native-all')),
      loss(row, 'lossOfPeer'),
      loss(row, 'loss'),
    ]),
  })
  return `${table}${rows[0]?.notes?.peer ?? ''}\n`
}

function goalsTable(report: Report): string {
  if (report.goals.length === 0) return ''
  return formatTable({
    title: 'Goals: ratio of the best rounds, the median of round by round, and the ratio of processor times.',
    columns: ['', 'measured', 'paired median', 'processor', 'goal', ''],
    rows: report.goals.map((goal) => [
      goal.text,
      digits(goal.measured.best),
      digits(goal.measured.paired),
      goal.threads === 1 ? digits(goal.measured.processor) : '-',
      `>= ${goal.goal}`,
      verdict(goal),
    ]),
  })
}

/** Figures from a busy machine mislead: says so. */
function busyNote(report: Report): string {
  const shares = report.rows.flatMap((row) => row.lanes['native-1']?.share ?? [])
  const share = median(shares)
  if (report.quick || !(share < 0.95)) return ''
  return `The machine was busy: one thread had its core for ${percent(share)} of the time. Wall times are too long, several threads suffer most, and ratios of processor times are nearer to the truth.\n`
}

const verdict = (goal: Goal): string => (goal.measured.best >= goal.goal ? 'reached' : 'NOT reached')

function perIteration(row: Row, lane: LaneName): string {
  const timing = row.lanes[lane]
  if (!timing) return '-'
  return `${digits((1000 * timing.min) / row.amount)} (${digits((1000 * timing.median) / row.amount)})`
}

function seconds(row: Row, lane: LaneName): string {
  const timing = row.lanes[lane]
  return timing ? digits(timing.min) : '-'
}

function loss(row: Row, name: string): string {
  const value = row.notes?.[name]
  return typeof value === 'number' ? value.toPrecision(8) : '-'
}
