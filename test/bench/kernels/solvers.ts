import type { Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

const INNER_STEPS = 10

export const solvers: Domain = (quick) => {
  const blocks: [r: number, n: number][] = quick
    ? [[4, 40]]
    : [
        [25, 500],
        [49, 2429],
        [100, 2429],
      ]
  return [
    ...blocks.map(([r, n]) => fpgd(r, n, 'nonnegative')),
    ...blocks.map(([r, n]) => fpgd(r, n, 'sum-at-most')),
    ...blocks.map(([r, n]) => hals(r, n)),
  ]
}

/** Ten accelerated projected gradient steps on r x n; counted are the products with the Gram matrix. */
function fpgd(r: number, n: number, projection: 'nonnegative' | 'sum-at-most'): Case {
  return {
    name: `fpgd, ${projection}`,
    shape: `${r} x ${n}, ${INNER_STEPS} steps`,
    work: { flops: 2 * r * r * n * INNER_STEPS },
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      return () => {
        kernels.copy(f, start)
        const parameters = Float64Array.from(projection === 'nonnegative' ? [] : [1])
        kernels.fpgd(f, b, Uint32Array.of(p), Uint32Array.of(0), projection, 'columns', parameters, INNER_STEPS, 0.05)
      }
    },
  }
}

function hals(r: number, n: number): Case {
  return {
    name: 'hals',
    shape: `${r} x ${n}, ${INNER_STEPS} sweeps`,
    work: { flops: 2 * r * r * n * INNER_STEPS },
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      return () => {
        kernels.copy(f, start)
        kernels.hals(f, b, p, 'left', true, INNER_STEPS, 0, 'cyclic', 0, 0)
      }
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
  return { p, b, f: workspace.zeros(r, n), start: workspace.filled(r, n, 5) }
}
