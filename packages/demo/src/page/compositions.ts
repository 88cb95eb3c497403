import { filled } from '../picture/picture.js'
import type { Composition, Feature, FeatureId, Part, Report } from '../report/report.js'
import { escapeHtml, share } from './html.js'
import { image, tile, titleOf } from './tiles.js'

/** Parts shown for a feature, and parts of parts. */
const PARTS = 5
const PARTS_OF_PARTS = 4
/** Features whose sums are printed, and shown where no script runs. */
const EXAMPLES = 3

/** What every feature is made of: one article each, of which the script shows the chosen one. */
export function compositions(report: Report): string {
  const { compositions: all, images } = report
  const examples = exampleWholes(report)
  const exact = report.settings.decompose === 'coefficients'
  const articles = all.map((composition) => {
    const rank = examples.findIndex((example) => sameFeature(example, composition.whole))
    return article(composition, report, rank)
  })
  return `
<section id="compositions" aria-labelledby="compositions-title">
  <h2 id="compositions-title">What it is made of</h2>
  <p>Each feature is ${exact ? 'exactly' : 'nearly'} a sum of features of the ${exact ? 'layer before' : 'layer after'} it, and nothing is ever
    taken away. The percentage is the share of ${images.grid.drawnAs === 'ink' ? 'ink' : 'darkness'} that a part brings.</p>
  <div class="chosen" aria-live="polite">
${articles.join('\n')}
  </div>
</section>`
}

/** What leads to what, for the script: every feature's parts with their shares. */
export function partsData({ compositions: all }: Report): string {
  const parts = Object.fromEntries(
    all.map(({ whole, parts }) => [
      key(whole),
      parts.map((part): [string, number] => [key(part), Number(part.share.toFixed(3))]),
    ]),
  )
  return JSON.stringify(parts)
}

/** The features to begin with: those that fill most of the image and tell most about a class or carry most. */
export function exampleWholes({ layers, settings }: Report): readonly FeatureId[] {
  const top = settings.decompose === 'coefficients' ? layers.at(-1) : layers[0]
  if (top === undefined || layers.length < 2) return []
  const telling = ({ picture, classes, use }: Feature) =>
    filled(picture) * (classes === undefined ? use : Math.max(...classes))
  const sorted = [...top.features].sort((a, b) => telling(b) - telling(a))
  return sorted.slice(0, EXAMPLES).map(({ index }) => ({ depth: top.depth, index }))
}

function article(composition: Composition, report: Report, example: number): string {
  const { whole, parts, sums, together } = composition
  const { layers, images } = report
  const { grid } = images
  const title = titleOf(whole, layers)
  const shown = parts.slice(0, PARTS)
  const rest = parts.length - shown.length
  const restShare = 1 - shown.reduce((total, part) => total + part.share, 0)
  const states = `${example >= 0 ? ' example' : ''}${example === 0 ? ' first' : ''}`
  return `<article class="composition layer-${whole.depth}${states}" id="c${key(whole)}" hidden>
  <div class="whole">
    ${tile(whole, grid, title)}
    <h3>${capital(escapeHtml(title))}</h3>
    ${usage(whole, report)}
  </div>
  <div class="sum">
    <ul class="parts layer-${parts[0]?.depth ?? 1}">
${shown.map((part) => partItem(part, report)).join('\n')}
${rest > 0 ? `<li class="rest"><span class="share">+ ${share(Math.max(0, restShare))}</span> from ${rest} more</li>` : ''}
    </ul>
    <div class="steps">
      <p>Added one by one, the strongest first:</p>
      <ol>
${sums.map((picture, i) => `<li>${image(picture, `the ${i + 1} strongest parts of ${title} together`)}<span>${i + 1}</span></li>`).join('\n')}
        <li class="all">${image(together, `all parts of ${title} together`)}<span>all</span></li>
      </ol>
    </div>
  </div>
</article>`
}

function partItem(part: Part, report: Report): string {
  const { layers, images, compositions: all } = report
  const deeper = all.find(({ whole }) => sameFeature(whole, part))
  const below = deeper?.parts.slice(0, PARTS_OF_PARTS) ?? []
  const title = titleOf(part, layers)
  const list =
    below.length === 0
      ? ''
      : `<ul class="below layer-${below[0]?.depth ?? 1}">${below
          .map(
            (dot) =>
              `<li>${tile(dot, images.grid, `${titleOf(dot, layers)}, ${share(dot.share)} of ${title}`)}<span class="share">${share(dot.share)}</span></li>`,
          )
          .join('')}</ul>`
  return `<li style="--share:${part.share.toFixed(3)}"><span class="share">${share(part.share)}</span>${tile(part, images.grid, `${title}, ${share(part.share)} of it`)}<span class="name">${escapeHtml(title)}</span>${list}</li>`
}

/** In which classes a feature is used. */
function usage(whole: FeatureId, { layers, images }: Report): string {
  const feature = layers[whole.depth - 1]?.features.find(({ index }) => index === whole.index)
  if (feature === undefined) return ''
  const carried = `<p class="carries">carries ${share(feature.use)} of all ${escapeHtml(images.noun[1])}</p>`
  const { classes } = feature
  if (classes === undefined) return carried
  const largest = Math.max(...classes, 1e-9)
  const told = classes
    .map((value, label) => ({ value, label }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 2)
  const bars = classes.map(
    (value, label) => `<span style="--height:${(value / largest).toFixed(3)}"><i></i><b>${label}</b></span>`,
  )
  const description = told.map(({ value, label }) => `${share(value)} in ${label}s`).join(', ')
  return `${carried}<div class="classes" role="img" aria-label="used ${description}"><div class="bars">${bars.join('')}</div><p>used ${description}</p></div>`
}

const key = ({ depth, index }: FeatureId) => `${depth}-${index}`
const sameFeature = (a: FeatureId, b: FeatureId) => a.depth === b.depth && a.index === b.index
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
