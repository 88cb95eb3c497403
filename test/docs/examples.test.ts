import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { codeOf, exampleNames, runExample } from '../../docs/make/example.js'
import { examplesOf, show, shown } from '../../docs/make/page.js'
import { placeOf, readPages } from '../../docs/make/pages.js'

// Every example prints and draws what its page shows, on any machine.

const pages = [...(await readPages()).values()]

test.for(await exampleNames())('%s', { timeout: 300_000 }, async (name, context) => {
  const folder = await mkdtemp(join(tmpdir(), 'deepmf-docs-'))
  try {
    const result = await runExample(name, folder)
    if ('missing' in result) return context.skip(result.missing)
    const expected = show(await codeOf(name), result.text)
    for (const page of pages.filter((text) => examplesOf(text).includes(name))) expect(shown(page, name)).toBe(expected)
    for (const picture of await readdir(folder)) {
      const kept = placeOf(`pictures/${picture}`)
      expect(existsSync(kept), picture).toBe(true)
      const [now, then] = await Promise.all([join(folder, picture), kept].map((file) => readFile(file, 'utf8')))
      expect(drawn(now as string) === drawn(then as string), `${picture} is as it was`).toBe(true)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A picture with the pixels of its images instead of their files, which depend on the version of zlib. */
const drawn = (svg: string) =>
  svg.replaceAll(/data:image\/png;base64,([^"]+)/g, (_, file: string) => {
    const bytes = Buffer.from(file, 'base64')
    // The second chunk begins after the signature and the header, 8 + 25 bytes.
    const length = bytes.readUInt32BE(33)
    return inflateSync(bytes.subarray(41, 41 + length)).toString('hex')
  })
