// The native addon: its .node file, loader and types, by napi-rs.

import { readdirSync } from 'node:fs'
import { Failure, say } from '../log.mjs'
import { at } from '../paths.mjs'
import { output, runNode } from '../run.mjs'
import { step, stepIsCurrent } from '../stamps.mjs'
import { findBlas, requireBlas } from './openblas.mjs'
import { requireRust, rustSources } from './rust.mjs'

const folder = 'bindings/node'

/** The addon's own file has the platform in its name, so it is looked for. */
const addon = () => readdirSync(at(folder)).find((name) => name.endsWith('.node')) ?? 'deepmf.node'

/** A BLAS that appears or goes is a reason to build again. */
const description = (blas) => ({
  name: 'native addon',
  action: 'building with cargo',
  stamp: 'native',
  inputs: [
    ...rustSources,
    ...['Cargo.toml', 'build.rs', 'package.json', 'src'].map((name) => `${folder}/${name}`),
    'scripts/steps/native.mjs',
    'scripts/steps/openblas.mjs',
  ],
  others: [blas.state],
  outputs: ['index.js', 'index.d.ts', addon()].map((name) => `${folder}/${name}`),
  work: () => build(blas),
})

/** Says that Rust is missing before anything is installed, if it is needed. */
export function requireRustForNative() {
  if (!stepIsCurrent(description(findBlas()))) requireRust()
}

export async function buildNative() {
  const found = findBlas()
  const current = stepIsCurrent(description(found))
  return step(description(current ? found : await requireBlas()))
}

async function build(blas) {
  requireRust()
  say(`native addon: products of the fast mode by ${blas.name}`)
  await buildWith(blas)
  if (loads()) return
  if (blas.feature === 'blas') {
    // A library that was built in an unusual way: functions that it needs may be missing when it is
    // linked, but not when it is loaded.
    say(`native addon: it does not load with ${blas.name}, so once more without`)
    await buildWith({ feature: 'gemm', env: {} })
    if (loads()) return
  }
  throw new Failure('The native addon does not load.')
}

function buildWith({ feature, env }) {
  const options = ['--release', '--platform', '--cwd', folder, '--features', feature]
  return runNode(at('node_modules/@napi-rs/cli/dist/cli.js'), ['build', ...options], {
    env,
    label: 'Building the native addon',
  })
}

const loads = () => output(process.execPath, ['-e', `require(${JSON.stringify(at(folder))}).version()`]) !== undefined
