// Runs the examples of the documentation and writes what they print and draw into its pages; they need the native addon
// only. `npm run docs -- table` measures all models on every backend for the table instead.

import { buildNative, requireRustForNative } from '../steps/native.mjs'
import { installPackages } from '../steps/packages.mjs'
import { runTypeScript } from '../steps/typescript.mjs'
import build from './build.mjs'

export default async function docs(args) {
  if (args[0] === 'table') {
    await build()
    return runTypeScript('docs/make/table/main.ts', args.slice(1))
  }
  requireRustForNative()
  await installPackages()
  await buildNative()
  await runTypeScript('docs/make/main.ts', args)
}
