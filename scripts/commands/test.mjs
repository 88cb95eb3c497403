// Builds every backend and runs every test. Arguments go to vitest: `npm test -- models/nmf`.

import { runTests } from '../steps/tests.mjs'
import build from './build.mjs'

export default async function test(args) {
  await build()
  await runTests(args)
}
