// The demo needs the native addon only: nothing for WebAssembly is installed or built.

import { buildNative, requireRustForNative } from '../steps/native.mjs'
import { installPackages } from '../steps/packages.mjs'
import { runTypeScript } from '../steps/typescript.mjs'

export default async function demo(args) {
  requireRustForNative()
  await installPackages()
  await buildNative()
  await runTypeScript('packages/demo/src/main.ts', args)
}
