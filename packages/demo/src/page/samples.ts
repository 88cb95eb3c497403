import { percent } from '../progress/format.js'
import type { Report, Sample } from '../report/report.js'
import { count, escapeHtml, share } from './html.js'
import { image, tile, titleOf } from './tiles.js'

/** Some images beside their approximations, one column each. */
export function samples(report: Report): string {
  const { samples: chosen, layers, images } = report
  const [one, several] = images.noun
  const labelled = chosen.some(({ label }) => label !== undefined)
  const which = labelled
    ? `Of every class the ${one} whose error at the last layer is the median of its class: neither the best nor the worst.`
    : `${chosen.length} ${several}, from small to large errors in equal steps.`
  const deepest = layers.at(-1)
  const rows = [
    row(one, 'as it is', chosen, (sample) => `${image(sample.original, describe(sample, report))}`),
    ...layers.map(({ depth, rank, noun }, i) =>
      row(`layer ${depth}`, `${count(rank)} ${noun[1]}`, chosen, (sample) => {
        const rebuilt = sample.rebuilt[i] as Sample['rebuilt'][number]
        const alt = `${describe(sample, report)} rebuilt at layer ${depth}, error ${percent(rebuilt.error)}`
        return `${image(rebuilt.picture, alt)}<span class="error">${Math.round(rebuilt.error * 100)}%</span>`
      }),
    ),
    row('made of', `its strongest ${deepest?.noun[1] ?? 'features'}`, chosen, (sample) =>
      sample.strongest
        .map(
          (part) =>
            `<span class="ingredient">${tile(part, images.grid, `${titleOf(part, layers)}, ${share(part.share)}`)}<span class="error">${share(part.share)}</span></span>`,
        )
        .join(''),
    ),
  ]
  return `
<section id="samples" aria-labelledby="samples-title">
  <h2 id="samples-title">The ${escapeHtml(several)} rebuilt at every depth</h2>
  <p>${escapeHtml(which)} The fewer features there are to build with, the plainer it becomes. All pictures of a ${escapeHtml(one)} have one scale;
    the percentage is what is missing, ‖<i>x</i> − <i>x</i><sub>l</sub>‖ / ‖<i>x</i>‖.</p>
  <table class="samples">
    <tbody>
${rows.join('\n')}
    </tbody>
  </table>
</section>`
}

function row(title: string, detail: string, chosen: readonly Sample[], cell: (sample: Sample) => string): string {
  return `<tr><th scope="row"><b>${escapeHtml(title)}</b> <span>${escapeHtml(detail)}</span></th>${chosen.map((sample) => `<td>${cell(sample)}</td>`).join('')}</tr>`
}

function describe({ label, column }: Sample, { images }: Report): string {
  return label === undefined ? `${images.noun[0]} ${column + 1}` : `${images.noun[0]} ${label}`
}
