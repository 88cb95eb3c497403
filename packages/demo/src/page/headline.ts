import { duration, percents } from '../progress/format.js'
import type { Report } from '../report/report.js'
import { count, enumeration, escapeHtml } from './html.js'

/** What was done, in one sentence and in figures. */
export function headline(report: Report): string {
  const { run, settings, layers, images } = report
  return `
<header>
  <p class="overline">deepmf · deep matrix factorization</p>
  <h1>${title(report)}</h1>
  <p class="lede">${lede(report)}</p>
  <dl class="figures">
    ${figure('Data', `${count(images.samples)} ${images.noun[1]}`, `${images.pixels} pixels each`)}
    ${figure('Ranks', settings.ranks.join(' – '), `${settings.decompose} decomposed`)}
    ${figure(
      'Error of each layer',
      percents(
        layers.map(({ layerError }) => layerError),
        ' · ',
      ),
      `${settings.loss} loss`,
    )}
    ${figure(
      `Error of the ${images.noun[1]}`,
      percents(
        layers.map(({ dataError }) => dataError),
        ' · ',
      ),
      'rebuilt at each layer',
    )}
    ${figure('Time', duration(run.milliseconds), `${run.iterations} iterations, ended by ${run.stoppedBy}`)}
    ${figure('Backend', backend(run), `seed ${run.seed}, the same bits on every backend`)}
  </dl>
</header>`
}

/** The page's title as text. */
export function title({ layers, images, settings }: Report): string {
  const parts = layers.map(({ rank, noun }) => `${count(rank)} ${noun[1]}`)
  const whole = `${count(images.samples)} ${images.title}`
  if (settings.decompose === 'features') return escapeHtml(`${whole}, described by ${parts.join(', these by ')}`)
  return escapeHtml([whole, ...parts.toReversed()].join(', made of '))
}

function lede({ images, layers, settings }: Report): string {
  const nouns = enumeration(layers.map(({ noun }) => noun[1]))
  const several = escapeHtml(images.noun[1])
  if (settings.decompose === 'features') {
    return `Nobody told the model what a ${escapeHtml(images.noun[0])} is. It was given pixels and asked to explain them with few nonnegative features, and those features with fewer, all layers at once. It found ${nouns}.`
  }
  return `Nobody told the model what a ${escapeHtml(images.noun[0])} is. It was given pixels and asked to build all ${several} by adding features, and those features by adding simpler ones, all layers at once. It found ${nouns}.`
}

function figure(term: string, value: string, detail: string): string {
  return `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}<small>${escapeHtml(detail)}</small></dd></div>`
}

function backend({ backend: name, threads }: Report['run']): string {
  return name === 'native' ? `native, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : name
}
