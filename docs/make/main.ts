// Runs the examples and writes their code, what they print, and their pictures into the pages.
// Names choose among the examples.

import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { codeOf, exampleNames, runExample } from './example.js'
import { examplesOf, withExample } from './page.js'
import { placeOf, readPages } from './pages.js'

const chosen = process.argv.slice(2)
const names = await exampleNames()
const unknown = chosen.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no example ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  process.exit(1)
}

const pictures = fileURLToPath(placeOf('pictures'))
for (const name of chosen.length > 0 ? chosen : names) {
  const started = performance.now()
  const result = await runExample(name, pictures)
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`
  if ('missing' in result) {
    console.log(`${name}: left as it is. ${result.missing}`)
    continue
  }
  const code = await codeOf(name)
  const pages = [...(await readPages())].filter(([, page]) => examplesOf(page).includes(name))
  for (const [path, page] of pages) await writeFile(placeOf(path), withExample(page, name, code, result.text))
  console.log(`${name}: ${seconds}, ${pages.length === 0 ? 'on no page' : pages.map(([path]) => path).join(', ')}`)
}
