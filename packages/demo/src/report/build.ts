import type { DeepMFFit } from 'deepmf'
import type { ImageSet } from '../datasets/image-set.js'
import type { FitSettings } from '../settings.js'
import { compositionsOf } from './compositions.js'
import { layersOf } from './layers.js'
import type { Report } from './report.js'
import { samplesOf } from './samples.js'

/** Turns a fit into what the page shows. */
export function buildReport(fit: DeepMFFit, images: ImageSet, settings: FitSettings): Report {
  const { data: _, labels: __, ...described } = images
  const last = fit.history.at(-1)
  return {
    images: described,
    settings,
    run: {
      iterations: last?.iteration ?? 0,
      milliseconds: last?.elapsedMs ?? 0,
      stoppedBy: fit.stoppedBy,
      backend: fit.backend,
      threads: fit.threads,
      numerics: fit.numerics,
      seed: fit.seed,
    },
    layers: layersOf(fit, images),
    compositions: compositionsOf(fit, settings.decompose, images.grid),
    samples: samplesOf(fit, images),
    history: fit.history.map(({ iteration, loss, layerErrors, dataErrors }) => ({
      iteration,
      loss,
      layerErrors,
      dataErrors,
    })),
  }
}
