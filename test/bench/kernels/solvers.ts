import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

const INNER_STEPS = 10

export const solvers: Domain = (quick) => {
  const blocks: Size[] = quick
    ? [[4, 40]]
    : [
        [25, 500],
        [49, 2429],
        [100, 2429],
      ]
  return [
    ...blocks.map((size) => fpgd(size, 'nonnegative')),
    ...blocks.map((size) => fpgd(size, 'sum-at-most')),
    ...blocks.map(hals),
    ...blocks.map(mu),
    ...blocks.map(admm),
    ...blocks.map(bpp),
    ...blocks.map(pgd),
    ...blocks.map(muOrthogonal),
    ...blocks.map(closedForm),
    ...blocks.map(nnls),
  ]
}

const PASSES =
  'the smaller the rank, the more the passes of a step count beside its product: over the tile for the gradient, the set and what is tested or carried on'

type Size = [r: number, n: number]

type Block = ReturnType<typeof block>

/** Ten steps of a solver on r x n, always from the same start; counted are the products with the Gram matrix. */
const stepping = (
  name: string,
  [r, n]: Size,
  call: (kernels: Kernels, block: Block) => void,
  more: { products?: number; why?: string } = {},
): Case => ({
  name,
  shape: `${r} x ${n}, ${INNER_STEPS} steps`,
  work: { flops: 2 * r * r * n * (more.products ?? INNER_STEPS) },
  precision: 64,
  ...(more.why === undefined ? {} : { why: more.why }),
  prepare: (workspace) => {
    const { kernels } = workspace
    const made = block(workspace, r, n)
    return () => {
      kernels.copy(made.f, made.start)
      call(kernels, made)
    }
  },
})

const fpgd = (size: Size, projection: 'nonnegative' | 'sum-at-most') =>
  stepping(
    `fpgd, ${projection}`,
    size,
    (kernels, { p, b, f }) => {
      const parameters = Float64Array.from(projection === 'nonnegative' ? [] : [1])
      const [ps, qs] = [Uint32Array.of(p), Uint32Array.of(0)]
      kernels.fpgd(f, b, ps, qs, projection, 'columns', parameters, INNER_STEPS, 0.05, 'lipschitz')
    },
    { why: PASSES },
  )

const hals = (size: Size) =>
  stepping(
    'hals',
    size,
    (kernels, { p, b, f }) => kernels.hals(f, b, p, 'left', true, INNER_STEPS, 0, 'cyclic', 0, 0),
    { why: 'of six rows each waits for the one before, and few rows are few blocks of six' },
  )

const mu = (size: Size) =>
  stepping('mu', size, (kernels, { p, b, f }) => kernels.mu(f, b, Uint32Array.of(p), Uint32Array.of(0), INNER_STEPS), {
    why: 'a division for every entry of every step',
  })

/** Also with the objective before and after. */
const admm = (size: Size) =>
  stepping(
    'admm, nonnegative',
    size,
    (kernels, { p, b, f, dual }) => {
      kernels.fill(dual, 0)
      kernels.admm(f, dual, b, p, 'left', 'nonnegative', 'columns', new Float64Array(), INNER_STEPS, 0)
    },
    { products: INNER_STEPS + 2, why: PASSES },
  )

/** From zeros; counted is one product with the Gram matrix, the least that tells whether a solution is one. */
const bpp = ([r, n]: Size): Case => ({
  ...stepping(
    'bpp',
    [r, n],
    (kernels, { p, b, f }) => {
      kernels.fill(f, 0)
      kernels.bpp(f, b, p, 'left')
    },
    { products: 1, why: 'a factorization for every set of positive entries, several for each column' },
  ),
  shape: `${r} x ${n}`,
})

/** Counted are a gradient and the test of one step length each; how many lengths are tried, the data say. */
const pgd = (size: Size) =>
  stepping(
    'pgd, nonnegative',
    size,
    (kernels, { p, b, f }) =>
      kernels.pgd(
        f,
        b,
        Uint32Array.of(p),
        Uint32Array.of(0),
        'nonnegative',
        'columns',
        new Float64Array(),
        INNER_STEPS,
      ),
    {
      products: 2 * INNER_STEPS,
      why: 'the matrix is passed over for the step, the set and the inner products of the test',
    },
  )

/** Two products a step, with a Gram matrix of F itself. */
const muOrthogonal = (size: Size) =>
  stepping('muOrthogonal', size, (kernels, { b, f }) => kernels.muOrthogonal(f, b, true, INNER_STEPS), {
    products: 2 * INNER_STEPS,
    why: 'a division and a root for every entry of every step',
  })

const closedForm = ([r, n]: Size): Case => ({
  ...stepping('closedForm', [r, n], (kernels, { p, b, f }) => kernels.closedForm(f, b, p, 0), {
    products: 1,
    why: 'counted is the product alone: the decomposition of the Gram matrix takes longer where columns are few',
  }),
  shape: `${r} x ${n}`,
})

/** From the data, in ten columns; counted is the QR decomposition of a. */
const nnls = ([r]: Size): Case => {
  const [m, columns] = [4 * r, 10]
  return {
    name: 'nnls',
    shape: `${m} x ${r}, ${columns} columns`,
    work: { flops: 2 * m * r * r },
    precision: 64,
    why: 'one unknown at a time enters or leaves, and each rotates what is left of the triangle',
    prepare: (workspace) => {
      const [a, b] = [workspace.filled(m, r, 1), workspace.filled(m, columns, 2)]
      const [x, residuals] = [workspace.zeros(r, columns), workspace.zeros(1, columns)]
      return () => workspace.kernels.nnls(x, residuals, a, b)
    },
  }
}

/** The normal equations of a block as a fit has them: Wᵀ W and Wᵀ X of a nonnegative W and X. */
export function block(workspace: Workspace, r: number, n: number) {
  const { kernels } = workspace
  const m = 4 * r
  const [w, x] = [workspace.filled(m, r, 3), workspace.filled(m, n, 4)]
  const [p, b] = [workspace.zeros(r, r), workspace.zeros(r, n)]
  kernels.gram(p, w, true, 1, 0)
  kernels.gemm(b, true, false, 1, w, x, 0)
  return { p, b, f: workspace.zeros(r, n), dual: workspace.zeros(r, n), start: workspace.filled(r, n, 5) }
}
