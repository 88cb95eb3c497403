// Builds every backend and measures it.

import { runTypeScript } from '../steps/typescript.mjs'
import build from './build.mjs'

export default async function bench(args) {
  await build()
  await runTypeScript('test/bench/main.ts', args)
}
