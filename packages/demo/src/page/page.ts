import { readFile } from 'node:fs/promises'
import type { Report } from '../report/report.js'
import { compositions, exampleWholes, partsData } from './compositions.js'
import { curves } from './curves.js'
import { explanation } from './explanation.js'
import { headline, title } from './headline.js'
import { escapeHtml } from './html.js'
import { panels } from './panels.js'
import { samples } from './samples.js'
import { definitions, tileHeight, tileWidth } from './tiles.js'

/** In the order in which they stand in the page: later rules win. */
const STYLES = ['base', 'hierarchy', 'composition', 'samples', 'chart', 'model', 'narrow', 'print'] as const

/** The whole page as one HTML file: style, script and images are in it, and nothing is loaded. */
export async function page(report: Report): Promise<string> {
  const style = (await Promise.all(STYLES.map((name) => asset(`style/${name}.css`)))).join('\n')
  const script = await asset('behaviour.js')
  const { grid } = report.images
  const [first] = exampleWholes(report)
  const deep = report.layers.length > 1
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title(report)}</title>
<link rel="icon" href="data:,">
<style>
${style}</style>
</head>
<body class="${grid.drawnAs}" style="--tile:${tileWidth(grid)} / ${tileHeight(grid)}"${first === undefined ? '' : ` data-first="${first.depth}-${first.index}"`}>
${definitions(report)}
<main>
${headline(report)}
${panels(report)}
${deep ? compositions(report) : ''}
${samples(report)}
${curves(report)}
${explanation(report)}
<footer>
  <p>${escapeHtml(report.images.source)}</p>
  <p>Made by <code>${escapeHtml(command(report))}</code></p>
</footer>
</main>
<script type="application/json" id="parts">${partsData(report)}</script>
<script>
${script}</script>
</body>
</html>
`
}

/** The command that makes this page again. */
function command({ images, settings, run }: Report): string {
  const file = images.id === 'faces' ? 'faces FILE.mat ' : ''
  return (
    `npm run demo -- ${file}--ranks ${settings.ranks.join(',')} --loss ${settings.loss} ` +
    `--normalisation ${settings.normalisation} --iterations ${settings.maxIterations} --seed ${run.seed}`
  )
}

const asset = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
