import { approximatelyOrthogonalNMF, approximatelyOrthogonalNMFSync } from 'deepmf'
import { approximatelyOrthogonalNMFProblem } from '../../../packages/deepmf/src/models/approximately-orthogonal-nmf/problem.js'
import { overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import { chain, distanceSquared, normSquared, product, type Rows, transposed } from '../../support/dense.js'
import { directions, uniformRows } from '../../support/random.js'
import { type ModelCase, negativity } from './model-case.js'

export const approximatelyOrthogonalNMFCase: ModelCase = {
  name: 'approximatelyOrthogonalNMF',
  fit: approximatelyOrthogonalNMF,
  fitSync: approximatelyOrthogonalNMFSync,
  X: directions(12, 30, 4, 78, 1),
  options: { rank: 4 },
  settings: {
    'no clusters to be found, a small weight': { X: uniformRows(12, 30, 79), options: { orthogonalityWeight: 0.05 } },
    'a large weight, fpgd, from snpa': { options: { orthogonalityWeight: 20, solver: 'fpgd', init: 'snpa' } },
    'columns of W': { options: { orthogonal: 'W', orthogonalityWeight: 1 } },
    'columns of W, pgd': { options: { orthogonal: 'W', solver: 'pgd' } },
    'without a penalty': { options: { orthogonalityWeight: 0 } },
  },
  chain: ['W', 'H'],
  objective(X, { W, H }, { orthogonal, orthogonalityWeight = 0.1 }) {
    const rows = orthogonal === 'W' ? transposed(W) : H
    const gram = product(rows, transposed(rows))
    const overlaps = gram.flatMap((row, k) => row.slice(k + 1)).reduce((sum, x) => sum + x, 0)
    return 0.5 * distanceSquared(X, chain(W, H)) + (orthogonalityWeight as number) * overlaps
  },
  violations({ W, H }, { orthogonal }) {
    const unit: Rows = orthogonal === 'W' ? H : transposed(W)
    const lengths = unit.map((vector) => Math.abs(Math.sqrt(normSquared([vector])) - 1))
    return { W: negativity(W), H: negativity(H), 'length of one': Math.max(...lengths) }
  },
  planted: {
    X: directions(20, 40, 3, 77, 0),
    options: { rank: 3, maxIterations: 2000, tolerance: 1e-13 },
    error: 1e-4,
  },
  gradients: {
    problem: ({ orthogonal = 'H', orthogonalityWeight = 0.1 }) =>
      approximatelyOrthogonalNMFProblem({
        orthogonal: orthogonal as 'H' | 'W',
        orthogonalityWeight: orthogonalityWeight as number,
      }),
    shapes: { W: [12, 4], H: [4, 30] },
    settings: [{}, { orthogonalityWeight: 3 }, { orthogonal: 'W' }],
    objective: (X, named, options) => approximatelyOrthogonalNMFCase.objective(X, named, options),
  },
  badInput: [
    {
      what: 'a negative weight',
      options: { orthogonalityWeight: -1 },
      code: 'ERR_INVALID_OPTION',
      option: 'orthogonalityWeight',
    },
    { what: 'no such factor', options: { orthogonal: 'X' }, code: 'ERR_INVALID_OPTION', option: 'orthogonal' },
    unknownStart,
    overcompleteInWords,
    ...(['hals', 'bpp', 'admm', 'mu', 'als'] as const).map((solver) => ({
      what: `solver ${solver}`,
      options: { solver },
      code: 'ERR_INVALID_OPTION',
      option: 'solver',
    })),
  ],
  sparse: true,
}
