// Runs every model of one layer on every backend and writes the table of docs/models.

import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { BACKEND_NAMES } from 'deepmf'
import { placeOf } from '../pages.js'
import { CASES, type Outcome, type TableCase } from './cases.js'

const ITERATIONS = 30

/** Whether two lists have the same bits, zeros' signs too. */
const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((x, i) => Object.is(x, b[i]))

/** By how much a loss may be larger than the one before it: what rounding makes of two equal numbers. */
const rises = ({ losses }: Outcome) =>
  losses.some(
    (loss, i) => i > 0 && loss > losses[i - 1] + 1e-11 * Math.abs(losses[i - 1]) + 1e-13 * Math.abs(losses[0]),
  )

async function rowsOf(model: TableCase): Promise<string[]> {
  const native = await model.run('native', ITERATIONS)
  const rows: string[] = []
  for (const backend of BACKEND_NAMES) {
    const outcomes = await model.run(backend, ITERATIONS)
    const bits = outcomes.every(
      ({ numbers, losses }, i) => same(numbers, native[i].numbers) && same(losses, native[i].losses),
    )
    const rising = outcomes.filter(rises)
    if (rising.some(({ mayRise }) => !mayRise)) console.error(`${model.name} on ${backend}: the loss rises`)
    const documented = rising.every(({ mayRise }) => mayRise) ? ', where theory allows it' : ''
    const monotone = rising.length === 0 ? 'yes' : `not in ${rising.length} of ${outcomes.length}${documented}`
    const planted = model.planted === undefined ? '' : (await model.planted(backend)).error.toExponential(0)
    const ms = outcomes[0].msPerIteration.toPrecision(2)
    const cells = [
      backend === 'native' ? `\`${model.name}\`` : '',
      backend,
      bits ? 'yes' : '**no**',
      monotone,
      planted,
      ms,
    ]
    rows.push(`| ${cells.join(' | ')} |`)
    if (!bits) console.error(`${model.name} on ${backend}: other bits than native`)
  }
  console.log(`${model.name}: done`)
  return rows
}

const rows: string[] = []
for (const model of CASES) rows.push(...(await rowsOf(model)))
const processor = cpus()[0]?.model.trim() ?? 'an unknown processor'

const page = `# All models on all backends

Written by \`npm run docs -- table\`: every model of one layer, in every setting of its tests, ${ITERATIONS} iterations each.

- *same bits*: all factors and the whole history of the loss are those of the native backend, to the bit.
- *never rises*: the loss, from one iteration to the next, in every setting; theory allows it to multiplicative updates
  towards orthogonality, and while \`ncaa\` tunes.
- *planted*: the relative error on data that the model explains without one.
- *ms*: for one iteration, of one run on ${processor}, Node ${process.versions.node}, other work on the machine; on data as
  small as those of the tests (about 12 x 30), so most of it is the cost of calls. For \`pca\` it is the whole
  decomposition. \`npm run bench\` measures real sizes.

| model | backend | same bits | never rises | planted | ms |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
await writeFile(placeOf('models/README.md'), page)
