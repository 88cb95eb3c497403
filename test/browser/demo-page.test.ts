import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { page as demoPage } from '../../packages/demo/src/page/page.js'
import { smallFit } from '../demo/small-fit.js'
import { launchChromium, reasonToSkipBrowser } from '../support/chromium.js'

// The page of the demo, opened from disk as its readers open it.

const reason = reasonToSkipBrowser()
if (reason !== undefined) console.warn(`browser tests left out: ${reason}`)

describe.skipIf(reason !== undefined)('the page of the demo in Chromium', () => {
  let folder: string
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deepmf-demo-'))
    const { report } = await smallFit('coefficients')
    await writeFile(join(folder, 'index.html'), await demoPage(report))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  async function open(width: number): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const complaints: string[] = []
    const requests: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    return { page, complaints, requests }
  }

  test('opens from disk without an error, and asks for nothing but itself', async () => {
    const { page, complaints, requests } = await open(1280)
    expect(await page.title()).toContain('<small> images')
    expect(complaints).toEqual([])
    expect(requests.filter((address) => !address.startsWith('data:'))).toHaveLength(1)
    const broken = await page.evaluate(() => [...document.images].filter((image) => image.naturalWidth === 0).length)
    expect(broken).toBe(0)
  })

  test('a click shows what the feature is made of, and lights it up', async () => {
    const { page, complaints } = await open(1280)
    const visible = page.locator('.composition:visible')
    expect(await visible.count()).toBe(1)
    const before = await visible.getAttribute('id')
    const features = await page
      .locator('.panel.wholes .cell')
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.feature as string))
    const other = features.find((feature) => `c${feature}` !== before) as string
    const cell = page.locator(`.cell[data-feature="${other}"]`)
    await cell.click()
    expect(await page.locator('.composition:visible').getAttribute('id')).toBe(`c${other}`)
    expect(await cell.getAttribute('aria-pressed')).toBe('true')
    const lit = await page
      .locator('.panel:not(.wholes) .cell')
      .evaluateAll(
        (cells) => cells.filter((cell) => Number((cell as HTMLElement).style.getPropertyValue('--light')) > 0).length,
      )
    expect(lit).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })

  test('arrow keys move within a panel', async () => {
    const { page } = await open(1280)
    const cells = page.locator('.panel').first().locator('.cell')
    await cells.first().focus()
    await page.keyboard.press('ArrowRight')
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.feature)
    expect(focused).toBe(await cells.nth(1).getAttribute('data-feature'))
  })

  test.each([390, 1280])('fits a window %i wide', async (width) => {
    const { page } = await open(width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
})
