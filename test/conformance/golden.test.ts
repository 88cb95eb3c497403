import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Golden, goldenOf } from '../fixtures/golden-fits.js'
import { backends } from '../support/backends.js'

// The bits of fixed fits as they were when fixtures/golden.json was written; make-golden.ts says when to write it anew.

const golden = JSON.parse(readFileSync(new URL('../fixtures/golden.json', import.meta.url), 'utf8')) as Golden

test.each(backends)('%s gives the bits of before', async (backend) => {
  expect(await goldenOf(backend)).toEqual(golden)
})
