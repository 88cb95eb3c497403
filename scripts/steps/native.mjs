// The native addon: its .node file, loader and types, by napi-rs.

import { at } from '../paths.mjs'
import { runNode } from '../run.mjs'
import { step } from '../stamps.mjs'
import { requireRust, rustSources } from './rust.mjs'

export function buildNative() {
  return step({
    name: 'native addon',
    action: 'building with cargo',
    stamp: 'native',
    inputs: [
      ...rustSources,
      'bindings/node/Cargo.toml',
      'bindings/node/build.rs',
      'bindings/node/package.json',
      'bindings/node/src',
      'scripts/steps/native.mjs',
    ],
    outputs: ['bindings/node/index.js', 'bindings/node/index.d.ts'],
    work: () => {
      requireRust()
      return runNode(
        at('node_modules/@napi-rs/cli/dist/cli.js'),
        ['build', '--release', '--platform', '--cwd', 'bindings/node'],
        {
          label: 'Building the native addon',
        },
      )
    },
  })
}
