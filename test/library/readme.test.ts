import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { uniformRows } from '../support/random.js'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

test('the quick start of the README runs as it is written', async () => {
  const program = /## Quick start\s+```ts\n([\s\S]*?)```/.exec(readme)?.[1] as string
  expect(program).toContain('deepMF(images')
  const data = [uniformRows(110, 120, 1), uniformRows(110, 5, 2)].map((rows) => JSON.stringify(rows))
  const file = fileURLToPath(new URL('./quick-start.generated.ts', import.meta.url))
  const exported = 'export { shallow, fit }'
  writeFileSync(file, `const images = ${data[0]}\nconst newImages = ${data[1]}\n${program}\n${exported}\n`)
  try {
    const { shallow, fit } = await import(/* @vite-ignore */ file)
    expect(shallow.W.shape).toEqual([2, 2])
    expect(shallow.H.toArray()).toBeInstanceOf(Float64Array)
    expect(fit.layers.map(({ W }: { W: { shape: number[] } }) => W.shape)).toEqual([
      [110, 100],
      [110, 49],
      [110, 25],
    ])
    expect(fit.seed).toBe(7)
    expect(['tolerance', 'iterations']).toContain(fit.stoppedBy)
    expect(fit.history.at(-1).layerErrors[0]).toBeLessThan(fit.history[0].layerErrors[0])
  } finally {
    rmSync(file)
  }
})

test('every function that the README shows in code is exported', async () => {
  const library: Record<string, unknown> = await import('deepmf')
  const prose = readme.slice(readme.indexOf('## Models'))
  const called = new Set(
    [
      ...prose.matchAll(/`(?:await )?([a-z]\w*(?:NMF|MF|Sync|Report|Mat|Backend|Hierarchy|Mixture|Error|Columns))\b/g),
    ].map(([, name]) => name),
  )
  expect(called.size).toBeGreaterThan(8)
  for (const name of called) expect(typeof library[name], name).toBe('function')
})
