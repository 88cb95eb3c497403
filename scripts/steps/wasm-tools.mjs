// wasm-pack and wasm-bindgen, at the versions that fit the crate.

import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { timed } from '../log.mjs'
import { at, tools } from '../paths.mjs'
import { output, run } from '../run.mjs'

const wanted = [
  { crate: 'wasm-bindgen-cli', program: 'wasm-bindgen', version: '0.2.121' },
  { crate: 'wasm-pack', program: 'wasm-pack', version: '0.15.1' },
]

export const toolsPath = join(tools, 'bin')

/** Installs what is missing into the project's cache; what is on PATH at the right version is used as it is. */
export async function installWasmTools() {
  mkdirSync(tools, { recursive: true })
  const env = { PATH: [toolsPath, process.env.PATH].join(delimiter) }
  for (const { crate, program, version } of wanted) {
    if (output(program, ['--version'], env) === `${program} ${version}`) continue
    await timed(program, `installing ${version} with cargo`, () =>
      run('cargo', ['install', crate, '--version', version, '--locked', '--quiet', '--root', tools], {
        env: { CARGO_TARGET_DIR: at('.cache/tools-target') },
      }),
    )
  }
}
