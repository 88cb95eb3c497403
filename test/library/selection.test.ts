import {
  betaDivergence,
  clusteringAccuracy,
  clusterLabels,
  consensusNMF,
  consensusNMFSync,
  copheneticCorrelation,
  copheneticSelection,
  copheneticSelectionSync,
  crossValidation,
  crossValidationSync,
  dispersion,
  heldOut,
  type Matrix,
  nmfSync,
  type RankCurve,
  SparseMatrix,
  speckledFolds,
} from 'deepmf'
import { beforeAll, describe, expect, test } from 'vitest'
import { backends, liveMatrices } from '../support/backends.js'
import { lcg, lowRankRows, uniformRows } from '../support/random.js'

const coded = (code: string, option?: string) =>
  expect.objectContaining(option === undefined ? { code } : { code, option })

/** A matrix of rank 3 with noise in every entry. */
const planted = (() => {
  const next = lcg(5)
  return lowRankRows(24, 30, 3, 4).map((row) => row.map((x) => x * (0.9 + 0.2 * next()) + 0.02 * next()))
})()

/** Three groups of columns, each with a profile of its own. */
const truth = Array.from({ length: 30 }, (_, j) => j % 3)
const grouped = uniformRows(12, 30, 2).map((row, i) => row.map((x, j) => 5 * x * x + (i % 3 === truth[j] ? 5 : 0)))

describe('masks', () => {
  test.each([
    [9, 15, 5],
    [7, 4, 3],
    [1, 10, 4],
    [40, 3, 2],
  ])('%d x %d in %d folds: parts of one size, of the matrix and of every row', (rows, cols, folds) => {
    const deal = speckledFolds(rows, cols, { folds, seed: 3 })
    const sizesOf = (parts: Uint32Array) =>
      Array.from({ length: folds }, (_, fold) => parts.filter((part) => part === fold).length)
    const spread = (sizes: number[]) => Math.max(...sizes) - Math.min(...sizes)
    expect(spread(sizesOf(deal.assignment))).toBeLessThanOrEqual(1)
    for (let i = 0; i < rows; i++) {
      expect(spread(sizesOf(deal.assignment.subarray(i * cols, (i + 1) * cols)))).toBeLessThanOrEqual(1)
    }
    for (let fold = 0; fold < folds; fold++) {
      const { kept, heldOut: held } = deal.split(fold)
      expect(kept.shape).toEqual([rows, cols])
      const both = held.toArray().map((one, at) => one + (kept.toArray()[at] as number))
      expect(both).toEqual(new Float64Array(rows * cols).fill(1))
      expect(held.toArray()).toEqual(Float64Array.from(deal.assignment, (part) => Number(part === fold)))
    }
    expect(speckledFolds(rows, cols, { folds, seed: 3 }).assignment).toEqual(deal.assignment)
    expect(speckledFolds(rows, cols, { folds, seed: 4 }).assignment).not.toEqual(deal.assignment)
    for (const backend of backends) {
      expect(speckledFolds(rows, cols, { folds, seed: 3, backend }).assignment).toEqual(deal.assignment)
    }
  })

  test('what is not known is in no fold', () => {
    const known = uniformRows(8, 9, 2).map((row) => row.map((x) => Number(x < 0.6)))
    const { assignment, split } = speckledFolds(8, 9, { folds: 3, seed: 1, known })
    expect([...assignment].map((part) => Number(part < 3))).toEqual(known.flat())
    const { kept, heldOut: held } = split(1)
    expect([...kept.toArray()].map((one, at) => one + (held.toArray()[at] as number))).toEqual(known.flat())
  })

  test('a share is held out', () => {
    for (const share of [0.1, 0.5, 0.73]) {
      const { kept, heldOut: held } = heldOut(20, 30, { share, seed: 1 })
      expect(held.toArray().reduce((sum, one) => sum + one, 0)).toBe(Math.floor(600 * share + 1e-9))
      expect([...kept.toArray()].map((one) => 1 - one)).toEqual([...held.toArray()])
    }
    expect(heldOut(4, 5).seed).toBeGreaterThanOrEqual(0)
  })

  test('bad input', () => {
    expect(() => heldOut(0, 3)).toThrow(coded('ERR_INVALID_OPTION', 'rows'))
    expect(() => heldOut(3, 1.5)).toThrow(coded('ERR_INVALID_OPTION', 'cols'))
    for (const share of [0, 1, Number.NaN]) {
      expect(() => heldOut(3, 3, { share })).toThrow(coded('ERR_INVALID_OPTION', 'share'))
    }
    expect(() => heldOut(3, 3, { known: [[1]] })).toThrow(coded('ERR_SHAPE', 'known'))
    expect(() => heldOut(3, 3, { seeds: 3 } as object)).toThrow(coded('ERR_UNKNOWN_OPTION', 'seeds'))
    expect(() => speckledFolds(3, 3, { folds: 1 })).toThrow(coded('ERR_INVALID_OPTION', 'folds'))
    expect(() => speckledFolds(3, 3, { seed: -1 })).toThrow(coded('ERR_INVALID_OPTION', 'seed'))
    expect(() => speckledFolds(3, 3).split(5)).toThrow(coded('ERR_INVALID_OPTION', 'fold'))
  })
})

describe('crossValidation', () => {
  const options = { ranks: [1, 5, 3, 2, 4], folds: 4, seed: 7, nmf: { maxIterations: 60, tolerance: 0 } }
  let curve: RankCurve
  beforeAll(async () => {
    curve = await crossValidation(planted, options)
  })

  test('finds the planted rank, and the curve is what it should be', () => {
    expect(curve.rank).toBe(3)
    expect(curve.points.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5])
    const trainErrors = curve.points.map(({ trainError }) => trainError)
    expect(trainErrors.toSorted((a, b) => b - a)).toEqual(trainErrors)
    for (const { folds, testError, standardError } of curve.points) {
      expect(folds).toHaveLength(4)
      const errors = folds.map((fold) => fold.testError)
      const mean = errors.reduce((sum, error) => sum + error, 0) / 4
      expect(testError).toBeCloseTo(mean, 12)
      const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / 3
      expect(standardError).toBeCloseTo(Math.sqrt(variance / 4), 12)
    }
    const best = curve.points.find(({ rank }) => rank === curve.rank)
    const bound = (best?.testError as number) + (best?.standardError as number)
    const within = curve.points.filter(({ testError }) => testError <= bound)
    expect(curve.rankWithinOneError).toBe(within[0]?.rank)
  })

  test('errors are means over the entries, those held out and the others', () => {
    const { split } = speckledFolds(24, 30, { folds: 4, seed: 7 })
    const squared = curve.points[0]?.folds[2]
    for (const loss of ['frobenius', 'kullback-leibler'] as const) {
      const found =
        loss === 'frobenius'
          ? squared
          : crossValidationSync(planted, { ...options, ranks: [1], nmf: { ...options.nmf, loss } }).points[0]?.folds[2]
      const { kept, heldOut: held } = split(2)
      // A fit of rank 1 has one minimum, whatever the start.
      const fit = nmfSync(planted, { rank: 1, seed: 3, loss, weights: kept, maxIterations: 200, tolerance: 0 })
      const count = (mask: Matrix) => mask.toArray().reduce((sum, one) => sum + one, 0)
      const errorOf = (mask: Matrix) =>
        ((loss === 'frobenius' ? 2 : 1) * betaDivergence(planted, fit, loss, { weights: mask })) / count(mask)
      expect(found?.testError).toBeCloseTo(errorOf(held), 8)
      expect(found?.trainError).toBeCloseTo(errorOf(kept), 8)
    }
  })

  test('the same bits at once and on every backend; more starts fit no worse', () => {
    const few = { ...options, ranks: [2, 3], folds: 2 }
    const [first, ...others] = backends.map((backend) =>
      crossValidationSync(planted, { ...few, nmf: { ...few.nmf, backend } }),
    )
    for (const other of others) expect(other).toEqual(first)
    const { seed, ...unseeded } = few
    expect(crossValidationSync(planted, unseeded).seed).not.toBe(seed)
    const more = crossValidationSync(planted, { ...few, starts: 3 })
    more.points.forEach(({ folds }, at) => {
      folds.forEach(({ trainError }, fold) => {
        expect(trainError).toBeLessThanOrEqual((first?.points[at]?.folds[fold]?.trainError as number) * (1 + 1e-12))
      })
    })
  })

  test('missing entries are in no fold: what stands there is of no matter', async () => {
    const known = uniformRows(24, 30, 9).map((row) => row.map((x) => x < 0.85))
    const holed = planted.map((row, i) => row.map((x, j) => (known[i]?.[j] === true ? x : Number.NaN)))
    const found = await crossValidation(holed, { ...options, nmf: { ...options.nmf, missing: 'nan' } })
    expect(found.rank).toBe(3)
    const floats = holed.map((row) => Float32Array.from(row))
    const single = crossValidationSync(floats, {
      ...options,
      ranks: [2, 3],
      nmf: { ...options.nmf, missing: 'nan' },
    })
    expect(single.rank).toBe(3)
    const stored = planted.map((row, i) => row.map((x, j) => (known[i]?.[j] === true ? x : 0)))
    const sparse = SparseMatrix.fromDense(stored)
    const ofSparse = await crossValidation(sparse, { ...options, nmf: { ...options.nmf, missing: 'unstored' } })
    expect(ofSparse.rank).toBe(3)
    const apart = (ofSparse.points[2]?.testError as number) / (found.points[2]?.testError as number)
    expect(apart).toBeGreaterThan(0.5)
    expect(apart).toBeLessThan(2)
  })

  test('progress, abort, nothing left behind', async () => {
    const before = await liveMatrices('native')
    const seen: number[] = []
    const controller = new AbortController()
    const nmf = { ...options.nmf, backend: 'native' } as const
    const aborted = crossValidation(planted, {
      ...options,
      nmf,
      signal: controller.signal,
      onProgress: ({ done, total, rank, fold }) => {
        seen.push(done)
        expect([total, rank, fold]).toEqual([20, [1, 2, 3, 4, 5][(done - 1) % 5], Math.floor((done - 1) / 5)])
        if (done === 7) controller.abort(new Error('enough'))
      },
    })
    await expect(aborted).rejects.toThrow('enough')
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
    await crossValidation(planted, { ...options, nmf, ranks: [2], folds: 2 })
    expect(await liveMatrices('native')).toBe(before)
  })

  test.each<[string, unknown, object, string, string?]>([
    ['no ranks', planted, { ranks: undefined }, 'ERR_RANK', 'ranks'],
    ['an empty list', planted, { ranks: [] }, 'ERR_RANK', 'ranks'],
    ['a rank twice', planted, { ranks: [2, 2] }, 'ERR_RANK', 'ranks'],
    ['rank 0', planted, { ranks: [1, 0] }, 'ERR_RANK', 'ranks[1]'],
    ['a rank above min(m, n)', planted, { ranks: [25] }, 'ERR_RANK', 'ranks[0]'],
    ['one fold', planted, { folds: 1 }, 'ERR_INVALID_OPTION', 'folds'],
    ['no starts', planted, { starts: 0 }, 'ERR_INVALID_OPTION', 'starts'],
    ['a rank for the fits', planted, { nmf: { rank: 3 } }, 'ERR_UNKNOWN_OPTION', 'nmf.rank'],
    ['weights for the fits', planted, { nmf: { weights: planted } }, 'ERR_UNKNOWN_OPTION', 'nmf.weights'],
    ['no object', planted, { nmf: 3 }, 'ERR_INVALID_OPTION', 'nmf'],
    ['an option that nmf does not know', planted, { nmf: { los: 1 } }, 'ERR_UNKNOWN_OPTION', 'los'],
    ['a loss that is none', planted, { nmf: { loss: 'hinge' } }, 'ERR_INVALID_OPTION', 'nmf.loss'],
    ['an option of its own that it does not know', planted, { fold: 2 }, 'ERR_UNKNOWN_OPTION', 'fold'],
    ['a negative entry', [[1, -1]], {}, 'ERR_NEGATIVE', 'X'],
    ['NaN', [[1, Number.NaN]], {}, 'ERR_NOT_FINITE', 'X'],
    ['sparse data whose zeros count', SparseMatrix.fromDense(planted), {}, 'ERR_INVALID_OPTION', 'nmf.missing'],
  ])('refused: %s', async (_, X, given, code, option) => {
    await expect(crossValidation(X as Matrix, { ranks: [1], ...given })).rejects.toEqual(coded(code, option))
  })
})

describe('consensus', () => {
  const options = { runs: 6, seed: 2, nmf: { maxIterations: 100 } }

  test('clusterLabels: the largest contribution, whatever the scale', () => {
    const H = [
      [1, 4, 0, 2],
      [2, 1, 0, 2],
    ]
    expect([...clusterLabels({ H })]).toEqual([1, 0, 0, 0])
    // The first column of W is four times as long as the second.
    const W = [
      [0, 1],
      [4, 0],
    ]
    expect([...clusterLabels({ W, H })]).toEqual([0, 0, 0, 0])
    expect(() => clusterLabels({ W: [[1]], H })).toThrow(coded('ERR_SHAPE', 'W'))
  })

  test('planted groups are found by every run', async () => {
    const seen: number[] = []
    const found = await consensusNMF(grouped, {
      ...options,
      rank: 3,
      onProgress: ({ done, total, rank, run }) => seen.push(done * 1000 + total * 100 + rank * 10 + run),
    })
    expect(seen).toEqual([1630, 2631, 3632, 4633, 5634, 6635])
    expect(found.cophenetic).toBe(1)
    expect(found.dispersion).toBe(1)
    expect(clusteringAccuracy(found.labels, truth)).toBe(1)
    expect(found.fit.loss).toBe(Math.min(...found.losses))
    expect(clusteringAccuracy(clusterLabels(found.fit), truth)).toBe(1)
    expect(found.consensus.shape).toEqual([30, 30])
  })

  test('the rank of the groups is chosen, and more of them are not agreed on', async () => {
    const found = await copheneticSelection(grouped, { ...options, ranks: [4, 2, 3, 5] })
    expect(found.rank).toBe(3)
    expect(found.points.map(({ rank }) => rank)).toEqual([2, 3, 4, 5])
    for (const { consensus, cophenetic, dispersion: spread, losses, rank, labels } of found.points) {
      expect(losses).toHaveLength(6)
      expect(copheneticCorrelation(consensus)).toBe(cophenetic)
      expect(dispersion(consensus)).toBe(spread)
      expect(Math.max(...labels)).toBeLessThan(rank)
    }
    expect(found.points[2]?.dispersion).toBeLessThan(1)
    const one = consensusNMFSync(grouped, { ...options, rank: 3 })
    expect(one.losses).toEqual(found.points[1]?.losses)
    expect(one.consensus.toArray()).toEqual(found.points[1]?.consensus.toArray())
  })

  test('the same bits at once and on every backend; sparse data and missing entries too', async () => {
    const few = { runs: 3, seed: 5, ranks: [2, 4] }
    const found = backends.map((backend) => {
      const { points } = copheneticSelectionSync(grouped, { ...few, nmf: { maxIterations: 20, backend } })
      return points.map(({ consensus, ...rest }) => ({ ...rest, consensus: consensus.toArray() }))
    })
    for (const other of found) expect(other).toEqual(found[0])
    const cut = grouped.map((row) => row.map((x) => (x < 0.2 ? 0 : x)))
    const sparse = await consensusNMF(SparseMatrix.fromDense(cut), { ...options, rank: 3 })
    expect(clusteringAccuracy(sparse.labels, truth)).toBe(1)
    const next = lcg(3)
    const holed = grouped.map((row) => row.map((x) => (next() < 0.2 ? Number.NaN : x)))
    const missing = await consensusNMF(holed, { ...options, rank: 3, nmf: { missing: 'nan' } })
    expect(clusteringAccuracy(missing.labels, truth)).toBe(1)
  })

  test('abort, and nothing left behind', async () => {
    const before = await liveMatrices('native')
    const controller = new AbortController()
    const aborted = copheneticSelection(grouped, {
      ...options,
      ranks: [2, 3],
      nmf: { backend: 'native' },
      signal: controller.signal,
      onProgress: ({ done }) => done === 8 && controller.abort(new Error('enough')),
    })
    await expect(aborted).rejects.toThrow('enough')
    const { fit } = await consensusNMF(grouped, { ...options, rank: 3, nmf: { backend: 'native' } })
    fit.dispose()
    expect(await liveMatrices('native')).toBe(before)
  })

  test.each<[string, object, string, string]>([
    ['rank 1', { ranks: [1, 2] }, 'ERR_RANK', 'ranks[0]'],
    ['a rank above min(m, n)', { ranks: [2, 13] }, 'ERR_RANK', 'ranks[1]'],
    ['no runs', { ranks: [2], runs: 0 }, 'ERR_INVALID_OPTION', 'runs'],
    ['a seed of its own', { ranks: [2], nmf: { seed: 1 } }, 'ERR_UNKNOWN_OPTION', 'nmf.seed'],
    ['rank for ranks', { rank: 2 }, 'ERR_UNKNOWN_OPTION', 'rank'],
  ])('refused: %s', async (_, given, code, option) => {
    await expect(copheneticSelection(grouped, given as { ranks: number[] })).rejects.toEqual(coded(code, option))
  })

  test('dispersion', () => {
    expect(
      dispersion([
        [1, 0.5],
        [0.5, 1],
      ]),
    ).toBe(0.5)
    expect(() => dispersion([[1, 2]])).toThrow(coded('ERR_SHAPE'))
  })
})
