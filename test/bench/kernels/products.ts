import { plainProduct } from '../baseline/plain.js'
import type { Precision } from '../workspace.js'
import type { Case, Domain, Work } from './case.js'

/** Instruction sets below the best, for which a product and a Gram matrix are timed too. */
const LESSER_SETS = ['avx2', 'sse3', 'scalar']

/** Why some stay below half of their limit; printed where they do. */
const WHY = {
  rank: 'beside few rows or columns the arithmetic alone takes as long as the reading; of WᵀX the sums go through memory every four steps, of XHᵀ a part of each vector is multiplied for nothing',
  gram: 'few columns: of the tiles along the diagonal half is not wanted, and lanes that lie in rows are transposed first, a fifth of so little arithmetic',
  residual:
    'half of the time goes into the squares: a row is summed in the order of the contract, its panels are few chains, and each addition waits for the last one',
  sse3: 'SSE3 overwrites an operand, so products need copies: six instructions where AVX2 needs five; a single is spread over its register by one more, on the ports of the sums',
}

type Shape = [m: number, n: number, k: number]

export const products: Domain = (quick) => {
  const squares = quick ? [16] : [128, 512, 1024]
  const data: [m: number, n: number][] = quick
    ? [[30, 40]]
    : [
        [361, 2429],
        [2000, 1000],
        [10_000, 500],
      ]
  const ranks = quick ? [3] : [5, 20, 49, 100, 200]
  const narrow: [rows: number, cols: number][] = quick
    ? [[40, 8]]
    : [
        [500, 25],
        [2429, 49],
        [2429, 100],
        [2000, 400],
      ]
  const [m, n] = data[0] as [number, number]
  const bits = [64, 32] as const
  return [
    ...bits.flatMap((precision) => squares.map((size) => square(size, precision))),
    ...data.flatMap(([m, n]) => ranks.flatMap((r) => [left(m, n, r, 64), right(m, n, r, 64)])),
    ...ranks.flatMap((r) => [left(m, n, r, 32), right(m, n, r, 32)]),
    ...narrow.flatMap(([rows, cols]) => [gram(rows, cols, true), gram(cols, rows, false)]),
    residual(m, n, ranks[1] ?? 3),
    ...LESSER_SETS.flatMap((set) => {
      const size = squares[1] ?? 16
      const [rows, cols] = narrow[2] ?? [40, 8]
      return [
        ...bits.map((precision) => square(size, precision)),
        left(m, n, 20, 64),
        right(m, n, 20, 64),
        gram(rows, cols, true),
        gram(cols, rows, false),
      ].map((item) => ({ ...item, set, ...(set === 'sse3' ? { why: WHY.sse3 } : {}) }))
    }),
  ]
}

/** C = A B, all of one size. */
function square(size: number, precision: Precision): Case {
  const plain = precision === 64 ? { plain: (seconds: number) => plainProduct(size, seconds) } : {}
  return {
    ...product('gemm', `${size} x ${size} x ${size}`, [size, size, size], [false, false], precision),
    work: { flops: 2 * size ** 3 },
    ...plain,
  }
}

/** WᵀX with the data X m x n and W m x r. */
const left = (m: number, n: number, r: number, precision: Precision): Case =>
  product('WᵀX', `${m} x ${n}, r = ${r}`, [r, n, m], [true, false], precision)

/** XHᵀ with the data X m x n and H r x n. */
const right = (m: number, n: number, r: number, precision: Precision): Case =>
  product('XHᵀ', `${m} x ${n}, r = ${r}`, [m, r, n], [false, true], precision)

/** C (m x n) = op(A) op(B), the inner dimension k. */
function product(
  name: string,
  shape: string,
  [m, n, k]: Shape,
  [transA, transB]: [boolean, boolean],
  precision: Precision,
): Case {
  return {
    name: `${name} f${precision}`,
    shape,
    work: cheaper(Math.min(m, n, k), { flops: 2 * m * n * k }, (precision / 8) * (m * k + k * n + m * n)),
    precision,
    fast: true,
    why: WHY.rank,
    prepare: (workspace) => {
      const a = transA ? workspace.filled(k, m, 1, precision) : workspace.filled(m, k, 1, precision)
      const b = transB ? workspace.filled(n, k, 2, precision) : workspace.filled(k, n, 2, precision)
      const c = workspace.zeros(m, n, precision)
      return () => workspace.kernels.gemm(c, transA, transB, 1, a, b, 0)
    },
  }
}

/** Below rank 17 or so a core multiplies faster than the data come. */
const cheaper = (r: number, work: Work, bytes: number): Work => (r < 17 ? { bytes } : work)

/** AᵀA or AAᵀ; only one triangle's operations are counted, because the other is its mirror. */
function gram(rows: number, cols: number, transpose: boolean): Case {
  const [order, inner] = transpose ? [cols, rows] : [rows, cols]
  return {
    name: transpose ? 'gram AᵀA f64' : 'gram AAᵀ f64',
    shape: `A ${rows} x ${cols}`,
    work: { flops: order * (order + 1) * inner },
    precision: 64,
    fast: true,
    why: WHY.gram,
    prepare: (workspace) => {
      const a = workspace.filled(rows, cols, 1)
      const c = workspace.zeros(order, order)
      return () => workspace.kernels.gram(c, a, transpose, 1, 0)
    },
  }
}

/** ‖X − WH‖². */
function residual(m: number, n: number, r: number): Case {
  return {
    name: 'residualSquared f64',
    shape: `${m} x ${n}, r = ${r}`,
    work: { flops: 2 * m * n * r + 3 * m * n },
    precision: 64,
    fast: true,
    why: WHY.residual,
    prepare: (workspace) => {
      const [x, w, h] = [workspace.filled(m, n, 1), workspace.filled(m, r, 2), workspace.filled(r, n, 3)]
      return () => workspace.kernels.residualSquared(x, w, h)
    },
  }
}
