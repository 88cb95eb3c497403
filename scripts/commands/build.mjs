// Builds every backend and the library.

import { buildJs } from '../steps/js.mjs'
import { buildLibrary } from '../steps/library.mjs'
import { buildNative, requireRustForNative } from '../steps/native.mjs'
import { installPackages } from '../steps/packages.mjs'
import { buildWasm } from '../steps/wasm.mjs'

export default async function build() {
  requireRustForNative()
  await installPackages()
  await buildNative()
  await buildWasm()
  await buildJs()
  await buildLibrary()
}
