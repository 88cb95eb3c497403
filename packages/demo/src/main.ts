import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { DeepMFError, deepMF } from 'deepmf'
import { readDigits } from './datasets/digits.js'
import { readFaces } from './datasets/faces.js'
import { HELP } from './help.js'
import { page } from './page/page.js'
import { duration, percent } from './progress/format.js'
import { Reporter } from './progress/reporter.js'
import { buildReport } from './report/build.js'
import type { Report } from './report/report.js'
import { readSettings, type Settings } from './settings.js'
import { UsageError } from './usage-error.js'

try {
  const settings = readSettings(process.argv.slice(2))
  if (settings === undefined) process.stdout.write(HELP)
  else await demo(settings)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof DeepMFError)) throw error
  const hint = error instanceof UsageError ? '\nnpm run demo -- --help shows what can be said' : ''
  process.stderr.write(`${error.message}${hint}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function demo({ images: { ...source }, fit: settings, out }: Settings): Promise<void> {
  const images = source.kind === 'digits' ? await readDigits() : await readFaces(source.path)
  const { pixels, samples, data, noun } = images
  const reporter = new Reporter(process.stdout, settings.maxIterations)

  process.stdout.write(
    `${samples.toLocaleString('en')} ${noun[1]} of ${pixels} pixels, ranks ${settings.ranks.join('-')}, ` +
      `${settings.decompose} decomposed, ${settings.loss} loss, ${settings.normalisation}, seed ${settings.seed}\n`,
  )
  const fit = await deepMF(
    { data, shape: [pixels, samples] },
    {
      ...settings,
      onProgress: (state) => reporter.update(state),
    },
  ).finally(() => reporter.end())

  const report = buildReport(fit, images, settings)
  fit.dispose()
  const path = join(out, 'index.html')
  await mkdir(out, { recursive: true })
  await writeFile(path, await page(report))
  process.stdout.write(`${summary(report)}\n\nOpen ${relative(process.cwd(), path) || path} in a browser.\n`)
}

function summary({ run, layers, images }: Report): string {
  const { iterations, milliseconds, backend, threads, stoppedBy } = run
  const threadCount = backend === 'native' ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : ''
  return [
    `${iterations} iterations in ${duration(milliseconds)} on ${backend}${threadCount}; ended by ${stoppedBy}`,
    ...layers.map(
      ({ depth, rank, noun, layerError, dataError }) =>
        `  layer ${depth}  ${String(rank).padStart(4)} ${noun[1].padEnd(16)} ` +
        `error of the layer ${percent(layerError).padStart(8)}   of the ${images.noun[1]} ${percent(dataError).padStart(7)}`,
    ),
  ].join('\n')
}
