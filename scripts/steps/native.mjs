// The native addon: its .node file, loader and types, by napi-rs.

import { readdirSync } from 'node:fs'
import { at } from '../paths.mjs'
import { runNode } from '../run.mjs'
import { step, stepIsCurrent } from '../stamps.mjs'
import { requireRust, rustSources } from './rust.mjs'

const folder = 'bindings/node'

/** The addon's own file has the platform in its name, so it is looked for. */
const addon = () => readdirSync(at(folder)).find((name) => name.endsWith('.node')) ?? 'deepmf.node'

const description = () => ({
  name: 'native addon',
  action: 'building with cargo',
  stamp: 'native',
  inputs: [
    ...rustSources,
    ...['Cargo.toml', 'build.rs', 'package.json', 'src'].map((name) => `${folder}/${name}`),
    'scripts/steps/native.mjs',
  ],
  outputs: ['index.js', 'index.d.ts', addon()].map((name) => `${folder}/${name}`),
  work: () => {
    requireRust()
    return runNode(at('node_modules/@napi-rs/cli/dist/cli.js'), ['build', '--release', '--platform', '--cwd', folder], {
      label: 'Building the native addon',
    })
  },
})

/** Says that Rust is missing before anything is installed, if it is needed. */
export function requireRustForNative() {
  if (!stepIsCurrent(description())) requireRust()
}

export const buildNative = () => step(description())
