import { percent } from '../progress/format.js'
import { tilesPerRow } from '../report/arrange.js'
import type { LayerReport, Report } from '../report/report.js'
import { count, escapeHtml } from './html.js'
import { drawing, titleOf } from './tiles.js'

/** All features of all layers; the script lights up what belongs to the one that is pointed at. */
export function panels(report: Report): string {
  const { layers, images } = report
  return `
<section id="hierarchy" aria-labelledby="hierarchy-title">
  <h2 id="hierarchy-title">The hierarchy</h2>
  <p>${introduction(report)}</p>
  <div class="panels">
    ${layers.map((layer) => panel(layer, report)).join('\n')}
  </div>
  <p class="note">Every tile has its own scale: its largest pixel is ${images.grid.drawnAs === 'ink' ? 'full ink' : 'black'}. Numbers are columns of the layer’s features, counted from 1.</p>
</section>`
}

function introduction(report: Report): string {
  const { layers, settings, images } = report
  const place = `A tile stands in its panel about where the feature lies in the ${escapeHtml(images.noun[0])}`
  if (layers.length === 1) return `One layer of ${chain(layers)}. ${place}.`
  const direction =
    settings.decompose === 'coefficients'
      ? `Each layer is built from the one before it: ${chain(layers)}.`
      : `Each layer is described by the one after it, with fewer and more general parts: ${chain(layers)}.`
  const whole = layers[wholesDepth(report) - 1]?.noun[0] ?? 'feature'
  return `${direction} <strong>Point at a ${escapeHtml(whole)}</strong> and what it is made of lights up in the other panels;
    choose it to see the sum below. ${place}, so the parts that light up draw the whole.`
}

const chain = (layers: readonly LayerReport[]) => layers.map(({ rank, noun }) => `${rank} ${noun[1]}`).join(', then ')

function panel({ depth, noun, rank, features, layerError, dataError }: LayerReport, report: Report): string {
  const { images, layers, settings } = report
  const tiles = features.map(({ index }) => {
    const id = { depth, index }
    return `<button type="button" class="cell" data-feature="${depth}-${index}" aria-pressed="false" aria-label="${escapeHtml(titleOf(id, layers))}">${drawing(id, images.grid)}</button>`
  })
  return `<figure class="panel layer-${depth}${depth === wholesDepth(report) ? ' wholes' : ''}" data-depth="${depth}">
  <figcaption>
    <h3><span class="layer">Layer ${depth}</span> ${count(rank)} ${escapeHtml(noun[1])}</h3>
    <p><span class="formula">${featuresFormula(depth, settings.decompose)}</span> · ${escapeHtml(images.noun[1])} rebuilt with an error of ${percent(dataError)}<span class="detail"> · the layer’s own ${percent(layerError)}</span></p>
  </figcaption>
  <div class="grid" role="group" aria-label="${count(rank)} ${escapeHtml(noun[1])}" style="--per-row:${tilesPerRow(rank)}">
${tiles.join('\n')}
  </div>
</figure>`
}

/** The layer whose features are made of all others. */
const wholesDepth = ({ settings, layers }: Report) => (settings.decompose === 'coefficients' ? layers.length : 1)

/** The matrix that holds a layer's features. */
export function featuresFormula(depth: number, decompose: 'features' | 'coefficients'): string {
  const factor = (l: number) => `<i>W</i><sub>${l}</sub>`
  if (decompose === 'features') return factor(depth)
  return Array.from({ length: depth }, (_, i) => factor(i + 1)).join('')
}
