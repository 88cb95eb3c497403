import type { Case, Domain } from './case.js'

export const small: Domain = (quick) => (quick ? [8] : [20, 49, 200]).map(spectralNorm)

/** Counted as one pass over the matrix, whatever it takes to converge. */
const spectralNorm = (r: number): Case => ({
  name: 'spectralNorm',
  shape: `${r} x ${r}`,
  work: { flops: 2 * r * r },
  precision: 64,
  prepare: (workspace) => {
    const { kernels } = workspace
    const [a, gram] = [workspace.filled(4 * r, r, 1), workspace.zeros(r, r)]
    kernels.gram(gram, a, true, 1, 0)
    return () => kernels.spectralNorm(gram)
  },
  why: 'an iteration whose length depends on the matrix: counted is a single product with it',
})
