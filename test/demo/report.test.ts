import { beforeAll, describe, expect, test } from 'vitest'
import { pictureOf } from '../../packages/demo/src/picture/picture.js'
import { columnsOf } from '../../packages/demo/src/report/columns.js'
import { type Direction, smallFit } from './small-fit.js'

describe.each<Direction>(['coefficients', 'features'])('the report where %s are decomposed', (decompose) => {
  let small: Awaited<ReturnType<typeof smallFit>>
  beforeAll(async () => {
    small = await smallFit(decompose)
  })

  test('has every feature of every layer once, as the fit has it', () => {
    const { report, fit, images } = small
    for (const { depth, features, rank } of report.layers) {
      expect(features.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        Array.from({ length: rank }, (_, k) => k),
      )
      const columns = columnsOf(fit.features(depth))
      for (const { index, picture } of features) {
        expect(picture).toEqual(pictureOf(columns[index] as Float64Array, images.grid))
      }
      const uses = features.reduce((sum, { use }) => sum + use, 0)
      expect(uses).toBeCloseTo(1, 12)
    }
  })

  test('says what the fit says about its errors', () => {
    const { report, fit } = small
    const last = fit.history.at(-1)
    expect(report.layers.map(({ layerError }) => layerError)).toEqual(last?.layerErrors)
    expect(report.layers.map(({ dataError }) => dataError)).toEqual(last?.dataErrors)
    expect(report.history).toHaveLength(fit.history.length)
  })

  test('composes every feature that has parts, strongest first, down to nothing', () => {
    const { report } = small
    const wholes = report.compositions.map(({ whole }) => `${whole.depth}-${whole.index}`)
    expect(new Set(wholes).size).toBe(decompose === 'coefficients' ? 4 + 2 : 6 + 4)
    for (const { whole, parts, sums } of report.compositions) {
      const shares = parts.map(({ share }) => share)
      expect(shares).toEqual([...shares].sort((a, b) => b - a))
      const total = shares.reduce((a, b) => a + b, 0)
      expect(total).toBeGreaterThan(parts.length > 0 ? 0.95 : -1)
      expect(total).toBeLessThan(1 + 1e-12)
      expect(sums).toHaveLength(Math.min(5, parts.length))
      const neighbour = decompose === 'coefficients' ? whole.depth - 1 : whole.depth + 1
      expect(parts.every(({ depth }) => depth === neighbour)).toBe(true)
    }
  })

  test.runIf(decompose === 'coefficients')('all parts together are the feature', () => {
    const { report } = small
    for (const { whole, together } of report.compositions) {
      const feature = report.layers[whole.depth - 1]?.features.find(({ index }) => index === whole.index)
      // Rounding may move a level by one.
      for (const [i, level] of together.levels.entries()) {
        expect(Math.abs(level - (feature?.picture.levels[i] as number))).toBeLessThanOrEqual(1)
      }
    }
  })

  test('shows one image of every class, of median error', () => {
    const { report, images, fit } = small
    expect(report.samples.map(({ label }) => label)).toEqual([0, 1, 2])
    const originals = columnsOf(fit.reconstruct(3)).map((rebuilt, column) => {
      const original = rebuilt.map((_, pixel) => images.data[pixel * images.samples + column] as number)
      return Math.hypot(...original.map((value, i) => value - (rebuilt[i] as number))) / Math.hypot(...original)
    })
    for (const { column, label, rebuilt, strongest } of report.samples) {
      expect(rebuilt).toHaveLength(3)
      expect(rebuilt[2]?.error).toBeCloseTo(originals[column] as number, 12)
      const better = originals.filter((error, i) => i % 3 === label && error < (originals[column] as number) - 1e-12)
      expect(better).toHaveLength(5)
      expect(strongest.length).toBeGreaterThan(0)
    }
  })
})
