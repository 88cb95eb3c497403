import type { Goal, LaneName, Row } from './report.js'
import { speedUp } from './timing.js'

/** Which row decides a goal, and which two of its lanes: how many times as fast the subject must be as the reference. */
interface Wanted {
  text: string
  row: (row: Row) => boolean
  reference: LaneName
  subject: LaneName
  goal: number
}

const bigProduct = (row: Row) => row.name === 'gemm f64' && row.shape === '1024 x 1024 x 1024' && row.set === undefined
const demoFit = (row: Row) => row.group === 'fits' && row.name === 'layer-centric' && row.shape.startsWith('digits')
const facesFit = (row: Row) => row.group === 'peers' && row.name === 'layer-centric, nonnegative only'

/** How many times as fast as scikit-learn, one thread each, to the objective that it reaches. */
const toScikit = (loss: string, label: string, goal: number, subject: 'native-1' | 'wasm' = 'native-1'): Wanted => ({
  text: `nmf, ${loss}, ${label}: ${subject === 'wasm' ? 'wasm' : 'native, 1 thread'}, over scikit-learn, 1 thread`,
  row: (row) => row.unit === 'fit' && row.name === loss && row.shape.startsWith(label) && reached(row),
  reference: 'scikit-learn',
  subject,
  goal,
})

/** A fit that never got there has no time to be compared. */
const reached = ({ notes }: Row) => Number(notes?.loss) <= Number(notes?.lossOfPeer)

const wanted: readonly Wanted[] = [
  {
    text: 'gemm 1024^3 f64: native, 1 thread, over the core’s limit',
    row: bigProduct,
    reference: 'limit',
    subject: 'native-1',
    goal: 0.85,
  },
  {
    text: 'gemm 1024^3 f64: native, 1 thread, over the fast mode (a BLAS)',
    row: bigProduct,
    reference: 'native-fast',
    subject: 'native-1',
    goal: 0.95,
  },
  {
    text: 'gemm 1024^3 f64: native, all threads over 1 (goal for 2)',
    row: bigProduct,
    reference: 'native-1',
    subject: 'native-all',
    goal: 1.7,
  },
  {
    text: 'gemm 1024^3 f64: wasm over a plain JavaScript triple loop',
    row: bigProduct,
    reference: 'plain-js',
    subject: 'wasm',
    goal: 15,
  },
  {
    text: 'gemm 1024^3 f64: wasm over native, 1 thread',
    row: bigProduct,
    reference: 'native-1',
    subject: 'wasm',
    goal: 0.3,
  },
  {
    text: 'layer-centric fit of digits: native, 1 thread, over the js backend',
    row: demoFit,
    reference: 'js',
    subject: 'native-1',
    goal: 10,
  },
  {
    text: 'layer-centric fit of digits: native, 1 thread, over plain JavaScript',
    row: demoFit,
    reference: 'plain-js',
    subject: 'native-1',
    goal: 25,
  },
  {
    text: 'layer-centric fit of CBCL: native, 1 thread, over plain NumPy, 1 thread',
    row: facesFit,
    reference: 'numpy',
    subject: 'native-1',
    goal: 1.7,
  },
  toScikit('frobenius', 'CBCL', 8),
  toScikit('frobenius', 'rank 20 + noise', 13),
  toScikit('frobenius', 'uniform', 13),
  toScikit('frobenius', 'tf-idf', 4),
  toScikit('kullback-leibler', 'CBCL', 10),
  toScikit('kullback-leibler', 'rank 20 + noise', 10),
  toScikit('kullback-leibler', 'uniform', 10),
  toScikit('kullback-leibler', 'tf-idf', 10),
  toScikit('frobenius', 'CBCL', 3, 'wasm'),
  toScikit('frobenius', 'rank 20 + noise', 3, 'wasm'),
  toScikit('frobenius', 'uniform', 3, 'wasm'),
]

/** The goals that these rows can say something about. */
export function judge(rows: readonly Row[]): Goal[] {
  return wanted.flatMap(({ text, row: fits, reference, subject, goal }) => {
    const row = rows.find(fits)
    const [slow, fast] = [row?.lanes[reference], row?.lanes[subject]]
    return slow && fast
      ? [{ text, goal, measured: speedUp(slow, fast), threads: subject === 'native-all' ? 'all' : 1 }]
      : []
  })
}
