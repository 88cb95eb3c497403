import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium, reasonToSkipBrowser } from '../support/chromium.js'
import * as here from './page/problem.js'
import { importMap, makeSite } from './support/packed.js'
import { type Server, serve } from './support/server.js'

// The packed packages in a page, in a real Chromium: the same bytes as native in Node.

declare global {
  /** What page/main.js leaves for the test. */
  var problem: typeof import('./page/problem.js') | undefined
}

const reason = reasonToSkipBrowser()
if (reason !== undefined) console.warn(`browser tests left out: ${reason}`)

/** A page that runs main.js; the empty icon keeps the browser from asking for one. */
const page = (head = '') =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>deepmf</title><link rel="icon" href="data:,">${head}` +
  '<script type="module" src="/main.js"></script></html>'

let folder: string
let browser: Browser
const servers: Server[] = []

async function open(server: Server): Promise<{ page: Page; errors: string[] }> {
  servers.push(server)
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  await page.goto(server.address)
  await page
    .waitForFunction(() => globalThis.problem !== undefined, undefined, { timeout: 20_000 })
    .catch((error) => {
      throw new Error(`the page did not start: ${errors.join('; ')}`, { cause: error })
    })
  return { page, errors }
}

async function withImportMap(): Promise<Server> {
  const map = JSON.stringify(await importMap(folder))
  return serve(folder, page(`<script type="importmap">${map}</script>`))
}

async function bundled(): Promise<Server> {
  await writeFile(join(folder, 'index.html'), page())
  const outDir = join(folder, 'out')
  await build({ root: folder, configFile: false, logLevel: 'error', build: { outDir, target: 'es2022' } })
  return serve(outDir, await readFile(join(outDir, 'index.html'), 'utf8'))
}

describe.skipIf(reason !== undefined).each([
  ['with an import map', withImportMap],
  ['bundled by Vite', bundled],
] as const)('a page %s', (_, prepare) => {
  let opened: Awaited<ReturnType<typeof open>>

  beforeAll(async () => {
    folder ??= await mkdtemp(join(tmpdir(), 'deepmf-page-'))
    browser ??= await launchChromium()
    await makeSite(folder)
    opened = await open(await prepare())
  })

  test.each(['wasm', 'js'] as const)('%s in Chromium gives the bytes of native in Node', async (backend) => {
    const native = await here.fits('native')
    const found = await opened.page.evaluate((name) => globalThis.problem?.fits(name), backend)
    expect(found).toEqual({ ...native, backend })
    expect(opened.errors).toEqual([])
  })

  test.each([
    ['wasm', 'relaxed-simd'],
    ['js', 'none'],
  ] as const)('the fast mode of %s is served by %s and near the reproducible one', async (backend, library) => {
    const found = await opened.page.evaluate((name) => globalThis.problem?.fast(name), backend)
    expect(found).toEqual({
      backend,
      numerics: 'fast',
      library,
      difference: expect.toSatisfy((x: number) => x < 1e-9),
      sameAgain: true,
      after: 'reproducible',
    })
    if (library === 'relaxed-simd') expect(found?.difference).toBeGreaterThan(0)
    else expect(found?.difference).toBe(0)
    expect(opened.errors).toEqual([])
  })

  test('without a force it takes WebAssembly and says why not native', async () => {
    const found = await opened.page.evaluate(() => globalThis.problem?.unforced())
    expect(found?.backend).toBe('wasm')
    expect(found?.report).toMatchObject({ platform: 'browser', selected: 'wasm' })
    const [native, wasm] = found?.report.backends ?? []
    expect(native).toMatchObject({ name: 'native', status: 'failed', reason: expect.stringMatching(/Node/) })
    expect(wasm).toMatchObject({ name: 'wasm', status: 'loaded', instructionSet: 'simd128', threads: 1 })
  })

  test.each(['wasm', 'js'] as const)(
    'a panic of %s is an error with a code, and the next fit works',
    async (backend) => {
      const found = await opened.page.evaluate((name) => globalThis.problem?.panic(name), backend)
      expect(found).toEqual({ code: 'ERR_PANIC', before: (await here.fits('native')).nmf, after: found?.before })
    },
  )

  test('a bad option is the same coded error', async () => {
    const code = await opened.page.evaluate(() =>
      globalThis.problem?.fits('abacus' as 'js').then(
        () => 'none',
        (error: { code: string; option: string }) => `${error.code} ${error.option}`,
      ),
    )
    expect(code).toBe('ERR_INVALID_OPTION backend')
  })
})

afterAll(async () => {
  await browser?.close()
  await Promise.all(servers.map((server) => server.close()))
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})
