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
    ...blocks.map(([r, n]) => mu(r, n)),
    ...blocks.map(([r, n]) => admm(r, n)),
    ...blocks.map(([r, n]) => bpp(r, n)),
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
        kernels.fpgd(
          f,
          b,
          Uint32Array.of(p),
          Uint32Array.of(0),
          projection,
          'columns',
          parameters,
          INNER_STEPS,
          0.05,
          'lipschitz',
        )
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

function mu(r: number, n: number): Case {
  return {
    name: 'mu',
    shape: `${r} x ${n}, ${INNER_STEPS} steps`,
    work: { flops: 2 * r * r * n * INNER_STEPS },
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      return () => {
        kernels.copy(f, start)
        kernels.mu(f, b, Uint32Array.of(p), Uint32Array.of(0), INNER_STEPS)
      }
    },
    why: 'a division for every entry of every step',
  }
}

/** Ten steps, and the objective before and after. */
function admm(r: number, n: number): Case {
  return {
    name: 'admm, nonnegative',
    shape: `${r} x ${n}, ${INNER_STEPS} steps`,
    work: { flops: 2 * r * r * n * (INNER_STEPS + 2) },
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f, start } = block(workspace, r, n)
      const dual = workspace.zeros(r, n)
      return () => {
        kernels.copy(f, start)
        kernels.fill(dual, 0)
        kernels.admm(f, dual, b, p, 'left', 'nonnegative', 'columns', new Float64Array(), INNER_STEPS, 0)
      }
    },
  }
}

/** From zeros; counted is one product with the Gram matrix, the least that tells whether a solution is one. */
function bpp(r: number, n: number): Case {
  return {
    name: 'bpp',
    shape: `${r} x ${n}`,
    work: { flops: 2 * r * r * n },
    precision: 64,
    prepare: (workspace) => {
      const { kernels } = workspace
      const { p, b, f } = block(workspace, r, n)
      return () => {
        kernels.fill(f, 0)
        kernels.bpp(f, b, p, 'left')
      }
    },
    why: 'a factorization for every set of positive entries, several for each column',
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
