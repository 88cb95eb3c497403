import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeOf, exampleNames } from '../../docs/make/example.js'
import { examplesOf, shown } from '../../docs/make/page.js'
import { placeOf, readPages } from '../../docs/make/pages.js'

const pages = await readPages()
const examples = await exampleNames()

test('every model that the library exports has a page', () => {
  const index = readFileSync(new URL('../../packages/deepmf/src/models/index.ts', import.meta.url), 'utf8')
  const models = [...index.matchAll(/\b(\w+), \1Sync\b/g)].map(([, name]) => name)
  expect(models.length).toBeGreaterThan(20)
  for (const name of models) expect([...pages.keys()], name).toContain(`models/${name}.md`)
})

test('every example and every picture is on a page, and the index leads to every page', () => {
  const text = [...pages.values()].join('\n')
  const named = [...pages.values()].flatMap(examplesOf)
  expect([...new Set(named)].sort()).toEqual(examples)
  for (const picture of readdirSync(placeOf('pictures'))) expect(text).toContain(`pictures/${picture}`)
  const index = pages.get('README.md') as string
  for (const path of pages.keys()) {
    if (path !== 'README.md' && path !== 'data/ATTRIBUTION.md') expect(index).toContain(`](${path})`)
  }
})

describe.each([...pages])('%s', (path, page) => {
  test('its links lead somewhere', () => {
    const targets = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
    const local = targets.filter((target) => !/^https?:/.test(target))
    for (const target of local) {
      const [file] = target.split('#')
      expect(existsSync(new URL(file as string, placeOf(path))), target).toBe(true)
    }
  })

  test.runIf(examplesOf(page).length > 0)('shows its examples as they are', async () => {
    for (const name of examplesOf(page))
      expect(shown(page, name)).toContain(`\`\`\`ts\n${(await codeOf(name)).trimEnd()}\n\`\`\``)
  })
})
