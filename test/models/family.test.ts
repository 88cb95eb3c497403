import { Matrix } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { chain as productOf, relativeDistance } from '../support/dense.js'
import { sparseOf } from '../support/sparse.js'
import { FAMILY } from './family/index.js'
import { factorsOf, knownOf, type ModelCase, runModel, runModelSync, settingsOf } from './family/model-case.js'

// What all models of one layer have in common, for each of them, in each of its settings, on each backend.

const run = { seed: 5, maxIterations: 60, tolerance: 0 } as const

/** By how much a loss may be larger than the one before it: what rounding makes of two equal numbers. */
const rounding = (loss: number, scale: number) => 1e-11 * Math.abs(loss) + 1e-13 * scale

describe.each(backends)('on %s', (backend) => {
  describe.each(FAMILY)('$name', (model) => {
    describe.each(settingsOf(model))('$name', ({ X, options, mayRise = model.mayRise }) => {
      const all = { ...run, ...options, backend }

      test('the loss is the objective, never rises, and the factors are in their sets', async () => {
        using fit = await runModel(model, X, all)
        const factors = factorsOf(fit, model)
        const objective = model.objective(X, factors, knownOf(fit, model, options))
        const scale = Math.abs(objective) + X.flat().reduce((sum, x) => sum + x * x, 0)
        expect(Math.abs(fit.loss - objective)).toBeLessThan(1e-10 * scale)
        expect(fit.history.at(-1)?.loss).toBe(fit.loss)
        expect(fit.history.at(-1)?.iteration).toBe(fit.history.length - 1)
        if (mayRise === undefined) expect(risesOf(fit.history, scale)).toEqual([])
        for (const [what, violation] of Object.entries(model.violations(factors, options))) {
          expect(violation, what).toBeLessThan(1e-9)
        }
        const product = productOf(...model.chain.map((name) => factors[name] as number[][]))
        using rebuilt = fit.reconstruct()
        expect(relativeDistance(product, rebuilt.toRows())).toBeLessThan(1e-12)
        expect(Math.abs((fit.history.at(-1)?.dataErrors[0] as number) - relativeDistance(X, product))).toBeLessThan(
          1e-8,
        )
      })

      test('float32', async () => {
        using single = Matrix.from(X, { precision: 'float32' })
        using fit = await runModel(model, single, { ...all, maxIterations: 10, ...givenIn32(options) })
        const factors = factorsOf(fit, model)
        expect((fit[model.chain[0] as string] as Matrix).precision).toBe('float32')
        for (const [what, violation] of Object.entries(model.violations(factors, options))) {
          expect(violation, what).toBeLessThan(1e-4)
        }
        expect(Number.isFinite(fit.loss)).toBe(true)
      })
    })

    test('a fit without a pause is the same, and nothing is left of either', async () => {
      const before = await liveMatrices(backend)
      const options = { ...run, maxIterations: 8, ...model.options, backend }
      const fit = await runModel(model, model.X, options)
      const sync = runModelSync(model, model.X, options)
      expect(sync.loss).toBe(fit.loss)
      expect(factorsOf(sync, model)).toEqual(factorsOf(fit, model))
      fit.dispose()
      sync[Symbol.dispose]()
      expect(await liveMatrices(backend)).toBe(before)
    })

    test('new samples: those of the fit get coefficients that are no worse', async () => {
      const options = { ...run, ...model.options, backend }
      using fit = await runModel(model, model.X, options)
      using H = await fit.transform(model.X)
      using again = fit.transformSync(model.X)
      expect(again.toArray()).toEqual(H.toArray())
      const factors = { ...factorsOf(fit, model), [model.chain.at(-1) as string]: H.toRows() }
      expect(H.shape).toEqual((fit[model.chain.at(-1) as string] as Matrix).shape)
      for (const [what, violation] of Object.entries(model.violations(factors, options))) {
        expect(violation, what).toBeLessThan(1e-9)
      }
      if (model.transformDiffers !== undefined) return
      expect(model.objective(model.X, factors, knownOf(fit, model, options))).toBeLessThan(
        fit.loss + 1e-6 * Math.abs(fit.loss),
      )
      using few = await fit.transform(model.X.map((row) => row.slice(0, 3)))
      expect(few.shape).toEqual([H.rows, 3])
    })

    test('what does not fit the fit is refused', async () => {
      using fit = await runModel(model, model.X, { ...run, maxIterations: 2, ...model.options, backend })
      await expect(fit.transform(model.X.slice(1))).rejects.toMatchObject({ code: 'ERR_SHAPE' })
      await expect(fit.transform(model.X, { rank: 2 } as never)).rejects.toMatchObject({ code: 'ERR_UNKNOWN_OPTION' })
      using single = Matrix.from(model.X, { precision: 'float32' })
      await expect(fit.transform(single)).rejects.toMatchObject({ code: 'ERR_PRECISION' })
      if (model.signed) return
      const negative = model.X.map((row) => row.map((x) => -x - 1))
      await expect(fit.transform(negative)).rejects.toMatchObject({ code: 'ERR_NEGATIVE' })
    })

    test('an abort rejects with its reason, or ends with the fit so far', async () => {
      const controller = new AbortController()
      const options = {
        ...run,
        ...model.options,
        backend,
        signal: controller.signal,
        onProgress: ({ iteration }: { iteration: number }) => void (iteration === 2 && controller.abort('enough')),
      }
      using fit = await runModel(model, model.X, { ...options, onAbort: 'return' })
      expect(fit.stoppedBy).toBe('abort')
      expect(fit.history).toHaveLength(3)
      await expect(runModel(model, model.X, { ...options, onAbort: 'reject' })).rejects.toBe('enough')
    })

    test.runIf(model.planted !== undefined)('planted factors are found at zero noise', async () => {
      const { X, options, error } = model.planted as NonNullable<ModelCase['planted']>
      using fit = await runModel(model, X, { seed: 4, ...model.options, ...options, backend })
      expect(fit.history.at(-1)?.dataErrors[0]).toBeLessThan(error)
    })

    test('sparse data: as dense ones, or refused', async () => {
      const { thinned = (X) => X.map((row) => row.map((x, j) => (j % 3 === 0 ? 0 : x))) } = model
      const rows = thinned(model.X)
      // 'auto' counts the work of stored entries alone, and so takes other steps.
      const options = { ...run, maxIterations: 5, solver: 'fpgd', ...model.options, backend }
      using sparse = sparseOf(rows)
      if (!model.sparse) {
        await expect(runModel(model, sparse, options)).rejects.toMatchObject({ code: 'ERR_INVALID_MATRIX' })
        return
      }
      using fit = await runModel(model, sparse, options)
      using dense = await runModel(model, rows, options)
      expect(Math.abs(fit.loss - dense.loss)).toBeLessThan(1e-9 * dense.loss)
    })
  })
})

function risesOf(history: readonly { readonly loss: number }[], scale: number): number[] {
  const losses = history.map(({ loss }) => loss)
  return losses.flatMap((loss, i) => (i > 0 && loss > losses[i - 1] + rounding(losses[i - 1], scale) ? [i] : []))
}

/** Factors that are given as rows are read in the precision of the data. */
const givenIn32 = (options: Readonly<Record<string, unknown>>) => ('init' in options ? { init: options.init } : {})
