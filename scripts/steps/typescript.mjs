// Runs a TypeScript program of the workspace on the library's sources.

import { at } from '../paths.mjs'
import { runNode } from '../run.mjs'

export function runTypeScript(path, args, options) {
  return runNode(at('node_modules/tsx/dist/cli.mjs'), ['--conditions=deepmf-source', at(path), ...args], {
    label: path,
    ...options,
  })
}
