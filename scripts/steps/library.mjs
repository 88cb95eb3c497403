// The library itself, from TypeScript.

import { rmSync } from 'node:fs'
import { at } from '../paths.mjs'
import { runNode } from '../run.mjs'
import { step } from '../stamps.mjs'

export const tsc = at('node_modules/typescript/bin/tsc')

export function buildLibrary() {
  return step({
    name: 'library',
    action: 'compiling TypeScript',
    stamp: 'library',
    inputs: [
      'packages/deepmf/src',
      'packages/deepmf/tsconfig.json',
      'packages/deepmf/package.json',
      'tsconfig.base.json',
      'bindings/node/index.d.ts',
      'bindings/wasm/pkg/deepmf_wasm.d.ts',
      'bindings/wasm/js/deepmf_js.d.ts',
    ],
    outputs: ['packages/deepmf/dist/index.js', 'packages/deepmf/dist/index.d.ts'],
    work: () => {
      rmSync(at('packages/deepmf/dist'), { recursive: true, force: true })
      return runNode(tsc, ['-p', 'packages/deepmf'], { label: 'Compiling the library' })
    },
  })
}
