// wasm-pack and wasm-bindgen, at the versions that fit the crate.

import { mkdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { timed } from '../log.mjs'
import { cache, tools } from '../paths.mjs'
import { output, run } from '../run.mjs'

const wanted = [
  { crate: 'wasm-bindgen-cli', program: 'wasm-bindgen', version: '0.2.121' },
  { crate: 'wasm-pack', program: 'wasm-pack', version: '0.15.1' },
]

export const toolsPath = join(tools, 'bin')

/**
 * Without optimisation these tools compile in less than half of the time, and what they do here takes
 * a second or two either way.
 */
const quickly = ['--debug', '--config', 'profile.dev.debug=false']

/** Installs what is missing into the project's cache; what is on PATH at the right version is used as it is. */
export async function installWasmTools() {
  const env = { PATH: [toolsPath, process.env.PATH].join(delimiter) }
  const missing = wanted.filter(
    ({ program, version }) => output(program, ['--version'], env) !== `${program} ${version}`,
  )
  if (missing.length === 0) return
  mkdirSync(tools, { recursive: true })
  const target = join(cache, 'tools-target')
  for (const { crate, program, version } of missing) {
    await timed(program, `installing ${version} with cargo`, () =>
      run('cargo', ['install', crate, '--version', version, '--locked', '--quiet', '--root', tools, ...quickly], {
        env: { CARGO_TARGET_DIR: target },
      }),
    )
  }
  rmSync(target, { recursive: true, force: true })
}
