import { beforeAll, describe, expect, test } from 'vitest'
import { page } from '../../packages/demo/src/page/page.js'
import { linearTicks, logTicks } from '../../packages/demo/src/page/ticks.js'
import type { Report } from '../../packages/demo/src/report/report.js'
import { type Direction, smallFit } from './small-fit.js'

const all = (html: string, pattern: RegExp) => Array.from(html.matchAll(pattern), (match) => match[1] as string)

describe.each<Direction>(['coefficients', 'features'])('the page where %s are decomposed', (decompose) => {
  let report: Report
  let html: string
  beforeAll(async () => {
    report = (await smallFit(decompose)).report
    html = await page(report)
  })

  test('loads nothing', () => {
    expect(html).not.toMatch(/https?:/)
    expect(html).not.toMatch(/@import|url\(/)
    for (const address of all(html, /(?:src|href)="([^"]*)"/g)) {
      expect(address).toMatch(/^(?:data:image\/png;base64,[A-Za-z0-9+/=]+|data:,|#f\d+-\d+)$/)
    }
  })

  test('has the image of every feature, and a button for it', () => {
    const names = report.layers.flatMap(({ depth, rank }) => Array.from({ length: rank }, (_, k) => `${depth}-${k}`))
    const sorted = names.map((name) => `f${name}`).sort()
    expect(all(html, /<image id="([^"]*)"/g).sort()).toEqual(sorted)
    expect(all(html, /data-feature="([^"]*)"/g).sort()).toEqual([...names].sort())
    const ids = all(html, / id="([^"]*)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    for (const name of all(html, /<use href="#([^"]*)"/g)) expect(sorted).toContain(name)
  })

  test('describes its pictures', () => {
    for (const tag of html.match(/<img [^>]*>/g) ?? []) expect(tag).toMatch(/ alt="[^"]+"/)
    for (const tag of html.match(/<svg [^>]*>/g) ?? []) expect(tag).toMatch(/aria-hidden="true"|aria-label="[^"]+"/)
  })

  test('shows numbers, not failures', () => {
    const text = html.replace(/<script>[\s\S]*?<\/script>/g, '').replace(/base64,[^"]*/g, '')
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/)
    expect(html).toContain('&lt;small&gt; images')
    expect(html).toContain('&quot;quotes&quot; &amp; &lt;signs&gt;')
  })

  test('opens with an example, and gives the script what leads to what', () => {
    const first = all(html, /data-first="([^"]*)"/g)
    expect(first).toHaveLength(1)
    expect(html).toContain(`id="c${first[0]}"`)
    const data = JSON.parse(all(html, /id="parts">([^<]*)</g)[0] as string) as Record<string, [string, number][]>
    expect(Object.keys(data)).toHaveLength(report.compositions.length)
  })
})

test('a fit of one layer has a page too', async () => {
  const { report } = await smallFit('coefficients')
  const html = await page({ ...report, layers: report.layers.slice(0, 1), compositions: [], samples: [] })
  expect(html).toContain('Layer 1')
  expect(html).not.toContain('What it is made of')
})

test.each([
  [0.08, 0.6],
  [0.9, 1],
  [1e-6, 1],
  [3e-5, 2e-4],
])('an axis from %f to %f has between 1 and 12 ticks inside', (low, high) => {
  const ticks = logTicks(low, high)
  expect(ticks.length).toBeGreaterThan(0)
  expect(ticks.length).toBeLessThan(13)
  for (const tick of ticks) expect(tick >= low && tick <= high).toBe(true)
})

test('iterations are counted in round steps', () => {
  expect(linearTicks(150)).toEqual([0, 50, 100, 150])
  expect(linearTicks(7)).toEqual([0, 2, 4, 6])
  expect(linearTicks(1)).toEqual([0, 1])
})
