import { readFileSync } from 'node:fs'
import { type NMFOptions, nmfSync, nnls } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends } from '../support/backends.js'
import type { Rows } from '../support/dense.js'

// Objectives of scikit-learn and solutions of SciPy; make-factorizations.py says how they were had.
interface Fit {
  readonly solver: 'cd' | 'mu'
  readonly beta: number
  readonly init: string
  readonly iterations: number
  readonly objective: number
}

interface Penalised extends Omit<Fit, 'solver' | 'beta' | 'init'> {
  readonly l1: { W: number; H: number }
  readonly l2: { W: number; H: number }
}

interface Problem {
  readonly name: string
  readonly X: Rows
  readonly rank: number
  readonly starts: Readonly<Record<string, { W: Rows; H: Rows }>>
  readonly fits: readonly Fit[]
  readonly penalised: readonly Penalised[]
}

const { problems, leastSquares } = JSON.parse(
  readFileSync(new URL('../fixtures/factorizations.json', import.meta.url), 'utf8'),
) as {
  readonly problems: readonly Problem[]
  readonly leastSquares: readonly { A: Rows; B: Rows; X: Rows; residuals: number[] }[]
}

/** scikit-learn's coordinate descent is one sweep of HALS over each factor. */
const SAME = { cd: { solver: 'hals', innerSteps: 1 }, mu: { solver: 'mu', innerSteps: 1 } } as const

const lossOf = (X: Rows, options: NMFOptions) => {
  using fit = nmfSync(X, { tolerance: 0, ...options })
  return fit.loss
}

describe.each(backends)('scikit-learn and SciPy beside %s', (backend) => {
  describe.each(problems)('$name', ({ X, rank, starts, fits, penalised }) => {
    test.each(fits)('$solver, beta $beta, $init, $iterations iterations: the same objective', (expected) => {
      const { solver, beta, init, iterations, objective } = expected
      const options = { rank, init: starts[init], loss: beta, maxIterations: iterations, backend } as const
      const found = lossOf(X, { ...options, ...SAME[solver] })
      expect(Math.abs(found / objective - 1)).toBeLessThan(1e-6)
      // The default solver ends as low, or lower.
      if (iterations === 100) expect(lossOf(X, options)).toBeLessThan(objective * (1 + 1e-6))
    })

    test.each(penalised)('penalties $l1 and $l2, $iterations iterations: the same objective', (expected) => {
      const { l1, l2, iterations, objective } = expected
      const options = { rank, init: starts.random, l1, l2, maxIterations: iterations, backend } as const
      const found = lossOf(X, { ...options, solver: 'hals', innerSteps: 1 })
      expect(Math.abs(found / objective - 1)).toBeLessThan(1e-6)
      if (iterations === 100) expect(lossOf(X, options)).toBeLessThan(objective * (1 + 1e-6))
    })

    test.each(['nndsvd', 'nndsvda', 'nndsvdar'] as const)('from its own %s: as low', (init) => {
      const theirs = fits.find((fit) => fit.solver === 'cd' && fit.init === init && fit.iterations === 100)
      const found = lossOf(X, { rank, init, seed: 1, maxIterations: 100, backend })
      expect(found).toBeLessThan((theirs?.objective as number) * (1 + 1e-4))
    })
  })

  test('nonnegative least squares', () => {
    for (const { A, B, X, residuals } of leastSquares) {
      const found = nnls(A, B, { backend })
      found.X.toRows().forEach((row, k) => {
        row.forEach((x, j) => {
          expect(x).toBeCloseTo(X[k]?.[j] as number, 10)
        })
      })
      residuals.forEach((residual, j) => {
        expect(found.residualNorms[j]).toBeCloseTo(residual, 12)
      })
    }
  })
})
