import type { Report } from '../report/report.js'
import { chart, type Series } from './chart.js'
import { escapeHtml } from './html.js'

/** Errors and loss over the iterations. */
export function curves({ history, layers, images, settings, run }: Report): string {
  const perLayer = (values: (moment: Report['history'][number]) => readonly number[]): Series[] =>
    layers.map(({ depth }) => ({
      name: `layer ${depth}`,
      layer: depth,
      values: history.map((moment) => values(moment)[depth - 1] as number),
    }))
  const first = history[0]?.loss ?? 1
  const loss: Series = { name: 'loss', layer: 0, values: history.map((moment) => moment.loss / first) }
  const several = images.noun[1]
  return `
<section id="curves" aria-labelledby="curves-title">
  <h2 id="curves-title">How the errors fell</h2>
  <p>${run.iterations} iterations of all layers together, after a start that factorizes one layer after the other (its result is iteration 0).
    Each layer has an error of its own, and one against the ${escapeHtml(several)} when only its features are kept. A layer may give way so that another one fits better:
    ${WHAT_FALLS[settings.loss]}</p>
  <ul class="legend">${layers.map(({ depth, rank, noun }) => `<li class="layer-${depth}"><i></i>layer ${depth}: ${rank} ${escapeHtml(noun[1])}</li>`).join('')}</ul>
  <div class="charts">
    ${chart({ title: 'Error of each layer', measure: `‖<i>S</i> − <i>W</i><sub>l</sub><i>H</i><sub>l</sub>‖ / ‖<i>S</i>‖, <i>S</i> what the layer factorizes`, series: perLayer((m) => m.layerErrors) })}
    ${chart({ title: `Error against the ${several}`, measure: `‖<i>X</i> − <i>X</i><sub>l</sub>‖ / ‖<i>X</i>‖, <i>X</i><sub>l</sub> rebuilt at layer l`, series: perLayer((m) => m.dataErrors) })}
    ${chart({ title: 'Loss', measure: 'as a part of the loss at the start', series: [loss] })}
  </div>
</section>`
}

const WHAT_FALLS: Record<Report['settings']['loss'], string> = {
  'layer-centric': 'only the weighted sum of their own squared errors, the layer-centric loss, must fall.',
  'data-centric': 'only the weighted sum of the squared errors against the data, the data-centric loss, must fall.',
  global: 'only the last error against the data, the global loss, must fall.',
  trigeorgis: 'the updates of this loss do not promise that anything falls.',
}
