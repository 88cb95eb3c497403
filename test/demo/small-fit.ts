import { type DeepMFFit, deepMF } from 'deepmf'
import type { ImageSet } from '../../packages/demo/src/datasets/image-set.js'
import { buildReport } from '../../packages/demo/src/report/build.js'
import type { Report } from '../../packages/demo/src/report/report.js'
import type { FitSettings } from '../../packages/demo/src/settings.js'
import { lcg } from '../support/random.js'

export type Direction = FitSettings['decompose']

/** A few images of 6 x 4 pixels in three classes, fitted by three small layers. */
export async function smallFit(decompose: Direction): Promise<{ fit: DeepMFFit; images: ImageSet; report: Report }> {
  const images = smallImages()
  const settings: FitSettings = {
    ranks: [6, 4, 2],
    decompose,
    loss: 'layer-centric',
    normalisation: decompose === 'coefficients' ? 'W-rows' : 'H-columns',
    maxIterations: 12,
    seed: 5,
  }
  const fit = await deepMF({ data: images.data, shape: [images.pixels, images.samples] }, settings)
  return { fit, images, report: buildReport(fit, images, settings) }
}

function smallImages(): ImageSet {
  const [rows, cols, samples] = [6, 4, 30]
  const pixels = rows * cols
  const next = lcg(11)
  return {
    id: 'digits',
    title: '<small> images',
    noun: ['image', 'images'],
    layerNouns: [['dot', 'dots']],
    grid: { rows, cols, order: 'row after row', pixelHeight: 1.5, drawnAs: 'ink' },
    pixels,
    samples,
    data: Float64Array.from({ length: pixels * samples }, () => Math.max(0, next() - 0.4)),
    labels: Array.from({ length: samples }, (_, i) => i % 3),
    source: 'Made for a test, with "quotes" & <signs>.',
  }
}
