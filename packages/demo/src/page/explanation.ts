import type { Report } from '../report/report.js'
import { escapeHtml } from './html.js'
import { featuresFormula } from './panels.js'

/** The model in a few sentences, for someone who has not met it. */
export function explanation(report: Report): string {
  const { settings, layers, images } = report
  const several = escapeHtml(images.noun[1])
  const depth = layers.length
  const inner = settings.decompose === 'features' ? 'W' : 'H'
  const steps = layers.map(({ depth: l }) => (l === 1 ? product('X', '', 1) : product(inner, sub(l - 1), l)))
  return `
<section id="model" aria-labelledby="model-title">
  <h2 id="model-title">The model</h2>
  <div class="columns">
    <div>
      <p><i>X</i> has a ${escapeHtml(images.noun[0])} in every column and a pixel in every row. Factorizing it writes every ${escapeHtml(images.noun[0])} as a sum of a few features, the columns of <i>W</i><sub>1</sub>,
        with amounts in <i>H</i><sub>1</sub>. Both are nonnegative: features can be added, never taken away, which is why they turn out to be <em>parts</em>. ${depth > 1 ? 'A deep factorization goes on with one of the two factors:' : 'A deep factorization would go on with one of the two.'}</p>
      <p class="equations">${steps.join('<br>')}</p>
      ${depth > 1 ? `<p>${goingOn(settings.decompose, depth)}</p>` : ''}
    </div>
    <div>
      <h3>All layers at once</h3>
      <p>${LOSSES[settings.loss]}</p>
      <h3>Why there is a normalisation</h3>
      <p>In <i>W</i><i>H</i> one factor can be made larger and the other smaller and nothing changes. A loss that adds the errors of all layers would use that freedom to shrink
        <i>${inner}</i><sub>1</sub> until every later error vanishes. So the scale is fixed: ${NORMALISATIONS[settings.normalisation] ?? ''}</p>
      <h3>How to read the pictures</h3>
      <p>Tiles of features have a scale of their own each; originals and rebuilt ${several} share one. ${
        images.grid.pixelHeight === 1
          ? ''
          : `A pixel is ${images.grid.pixelHeight} times as high as it is wide, as it was when the ${several} were scanned.`
      } The fit never saw ${images.id === 'digits' ? 'which digit is which: classes were only used afterwards, to count where a shape is used' : 'anything but pixels'}.</p>
    </div>
  </div>
</section>`
}

const goingOn = (decompose: Report['settings']['decompose'], depth: number) =>
  decompose === 'coefficients'
    ? `Here it is the amounts. Dots that often occur together become a stroke, strokes that often occur together a shape. So the features of the last layer are ${featuresFormula(depth, decompose)}, and every feature is a sum of those before it.`
    : `Here it is the features. What the features of one layer have in common becomes the next, smaller set of features, <i>W</i><sub>${depth}</sub> in the end: from the particular to the general.`

const sub = (l: number) => `<sub>${l}</sub>`
const product = (target: string, index: string, l: number) =>
  `<i>${target}</i>${index} ≈ <i>W</i>${sub(l)} <i>H</i>${sub(l)}`

const LOSSES: Record<string, string> = {
  'layer-centric':
    'The layer-centric loss adds the squared errors of the layers, each with a weight that makes it count as much as the first one at the start. Fitting one layer after the other would leave the first layers as they are; here they learn to suit the later ones.',
  'data-centric':
    'The data-centric loss adds the squared errors of all approximations of the data, one for each depth. So every layer is asked for the best picture that its features can give.',
  global: 'The global loss is the squared error of the last approximation of the data alone.',
  trigeorgis:
    'The updates follow Trigeorgis and others: all work on the error of the last approximation, though not on one loss that would have to fall.',
}

const NORMALISATIONS: Record<string, string> = {
  'W-columns':
    'every column of every <i>W</i> adds up to one, so a deeper feature is a weighted mean of those before it.',
  'W-rows':
    'every row of every <i>W</i> adds up to at most one, so a feature has a limited budget to spend on the features built from it, and they share it out among themselves.',
  'H-columns': 'every column of every <i>H</i> adds up to at most one, so everything is at most a mean of features.',
  'H-rows': 'every row of every <i>H</i> adds up to one.',
  none: 'or rather, in this run it is not: the errors of the deeper layers say little.',
}
