import { symTriNMF, symTriNMFSync } from 'deepmf'
import { chain, distanceSquared, normSquared, transposed } from '../../support/dense.js'
import { symmetricRows, uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'
import { symmetricBadInput, symmetricThinned } from './symmetric.js'

const planted = uniformRows(15, 3, 83).map((row, i) => row.map((x, k) => (i % 3 === k ? x + 0.5 : 0)))

const between = [
  [1, 0.3, 0],
  [0.3, 0.8, 0.2],
  [0, 0.2, 1.2],
]

export const symTriNMFCase: ModelCase = {
  name: 'symTriNMF',
  fit: symTriNMF,
  fitSync: symTriNMFSync,
  X: symmetricRows(16, 84),
  options: { rank: 4 },
  settings: {
    'from snpa, bpp': { options: { init: 'snpa', solver: 'bpp' } },
    'given, fpgd': { options: { init: { W: uniformRows(16, 4, 3) }, solver: 'fpgd' } },
    'more communities than nodes': { options: { rank: 18, overcomplete: true } },
  },
  chain: ['W', 'S', 'H'],
  objective: (X, { W, S }) => 0.5 * distanceSquared(X, chain(W, S, transposed(W))),
  violations({ W, S, H }) {
    const lengths = transposed(W).map((column) => Math.abs(Math.sqrt(normSquared([column])) - 1))
    return {
      W: negativity(W),
      S: negativity(S),
      H: negativity(H),
      'columns of length one': Math.max(...lengths),
      symmetry: distanceSquared(S, transposed(S)) / normSquared(S),
    }
  },
  planted: {
    X: chain(planted, between, transposed(planted)),
    options: { rank: 3, init: 'snpa', maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  badInput: symmetricBadInput,
  thinned: symmetricThinned,
  sparse: true,
}
