import { percent } from '../progress/format.js'
import { escapeHtml, tick as tickText } from './html.js'
import { linearTicks, logTicks } from './ticks.js'

/** A line of a chart; `layer` gives it its colour, 0 is for what belongs to no layer. */
export interface Series {
  readonly name: string
  readonly layer: number
  readonly values: readonly number[]
}

/** A chart over the iterations 0, 1, ..., of numbers that are shown in percent on a logarithmic axis. */
export interface Chart {
  readonly title: string
  /** What the vertical axis shows. */
  readonly measure: string
  readonly series: readonly Series[]
}

const WIDTH = 380
const HEIGHT = 280
const PLOT = { left: 52, right: 300, top: 34, bottom: 236 } as const
/** Names at the ends of lines must not lie on each other. */
const LINE_HEIGHT = 15

/** The chart as inline SVG, readable without a script. */
export function chart({ title, measure, series }: Chart): string {
  const last = Math.max(1, ...series.map(({ values }) => values.length - 1))
  const positive = series.flatMap(({ values }) => values.filter((value) => value > 0))
  const low = Math.min(...positive)
  const high = Math.max(...positive)
  // A little room, and a range even where nothing changes.
  const [bottom, top] = [Math.log(low) - 0.06, Math.log(Math.max(high, low * 1.2)) + 0.06]
  const x = (iteration: number) => PLOT.left + (iteration / last) * (PLOT.right - PLOT.left)
  const y = (value: number) =>
    PLOT.bottom - ((Math.log(Math.max(value, low)) - bottom) / (top - bottom)) * (PLOT.bottom - PLOT.top)
  const summary = series
    .map(({ name, values }) => `${name} from ${percent(values[0] as number)} to ${percent(values.at(-1) as number)}`)
    .join('; ')
  return `<figure class="chart">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(`${title}, ${measure}, over ${last} iterations: ${summary}`)}">
  <text class="title" x="4" y="16">${escapeHtml(title)}</text>
  ${logTicks(Math.exp(bottom), Math.exp(top))
    .map(
      (tick) =>
        `<line class="rule" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="tick" x="${PLOT.left - 6}" y="${at(y(tick) + 4)}" text-anchor="end">${tickText(tick)}</text>`,
    )
    .join('\n  ')}
  ${linearTicks(last)
    .map((tick) => `<text class="tick" x="${at(x(tick))}" y="${PLOT.bottom + 18}" text-anchor="middle">${tick}</text>`)
    .join('\n  ')}
  <line class="axis" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>
  <text class="label" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 36}" text-anchor="middle">iteration</text>
  ${series.map(({ layer, values }) => `<path class="line layer-${layer}" d="${path(values, x, y)}"/>`).join('\n  ')}
  ${endLabels(series, y)}
</svg>
<figcaption>${measure}, logarithmic scale</figcaption>
</figure>`
}

function path(values: readonly number[], x: (i: number) => number, y: (value: number) => number): string {
  return values.map((value, i) => `${i === 0 ? 'M' : 'L'}${at(x(i))} ${at(y(value))}`).join('')
}

/** The name and the last value of every line, moved apart where they would meet. */
function endLabels(series: readonly Series[], y: (value: number) => number): string {
  const labels = series
    .map(({ name, layer, values }) => ({ name, layer, value: values.at(-1) as number, at: y(values.at(-1) as number) }))
    .sort((a, b) => a.at - b.at)
  for (const [i, label] of labels.entries()) {
    const above = labels[i - 1]
    if (above !== undefined) label.at = Math.max(label.at, above.at + 2 * LINE_HEIGHT)
  }
  // What was pushed below the axis takes the others up with it.
  let limit: number = PLOT.bottom - 4
  for (const label of labels.toReversed()) {
    label.at = Math.min(label.at, limit)
    limit = label.at - 2 * LINE_HEIGHT
  }
  return labels
    .map(
      ({ name, layer, value, at: y0 }) =>
        `<text class="end layer-${layer}" x="${PLOT.right + 6}" y="${at(y0)}"><tspan>${escapeHtml(name)}</tspan><tspan x="${PLOT.right + 6}" dy="${LINE_HEIGHT - 1}" class="value">${percent(value)}</tspan></text>`,
    )
    .join('\n  ')
}

const at = (coordinate: number) => Number(coordinate.toFixed(1))
