import { symNMF, symNMFSync } from 'deepmf'
import { distanceSquared, product, transposed } from '../../support/dense.js'
import { symmetricRows, uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'
import { symmetricBadInput, symmetricThinned } from './symmetric.js'

const planted = uniformRows(15, 3, 81).map((row, i) => row.map((x, k) => (i % 3 === k ? x + 0.5 : 0)))

export const symNMFCase: ModelCase = {
  name: 'symNMF',
  fit: symNMF,
  fitSync: symNMFSync,
  X: symmetricRows(16, 82),
  options: { rank: 4 },
  settings: {
    'from louvain': { options: { init: 'louvain' } },
    'from snpa, bpp': { options: { init: 'snpa', solver: 'bpp' } },
    'given, fpgd': { options: { init: { W: uniformRows(16, 4, 3) }, solver: 'fpgd' } },
    multiplicative: { options: { solver: 'mu' } },
    'more communities than nodes': { options: { rank: 18, overcomplete: true } },
  },
  chain: ['W', 'H'],
  objective: (X, { W }) => 0.5 * distanceSquared(X, product(W, transposed(W))),
  violations: ({ W, H }) => ({ W: negativity(W), H: negativity(H) }),
  planted: {
    X: product(planted, transposed(planted)),
    options: { rank: 3, maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  badInput: symmetricBadInput,
  thinned: symmetricThinned,
  sparse: true,
}
