// The WebAssembly backend: the binding with vectors of 128 bits, by wasm-pack, and what is made of it for engines with
// relaxed SIMD.

import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { Failure } from '../log.mjs'
import { at } from '../paths.mjs'
import { run } from '../run.mjs'
import { step } from '../stamps.mjs'
import { makeRelaxed, relaxedOutputs } from './relaxed.mjs'
import { requireRust, rustSources } from './rust.mjs'
import { requireWasmRust } from './wasm-rust.mjs'
import { installWasmTools, toolsPath } from './wasm-tools.mjs'

/** What goes into both builds of the binding. */
export const wasmSources = [
  ...rustSources,
  'bindings/wasm/Cargo.toml',
  'bindings/wasm/src',
  'scripts/steps/wasm.mjs',
  'scripts/steps/wasm-rust.mjs',
  'scripts/steps/wasm-tools.mjs',
]

/** How the compiler is told about vectors, for WebAssembly and for what becomes JavaScript. */
export const vectors = '-Ctarget-feature=+simd128'
export const noVectors = '-Ctarget-cpu=mvp'

const folder = 'bindings/wasm/pkg'

export function buildWasm() {
  return step({
    name: 'wasm backend',
    action: 'building with wasm-pack',
    stamp: 'wasm',
    inputs: [...wasmSources, 'scripts/steps/relaxed.mjs'],
    outputs: [
      ...[`${folder}/deepmf_wasm.js`, `${folder}/deepmf_wasm.d.ts`, `${folder}/deepmf_wasm_bg.wasm`],
      ...relaxedOutputs,
    ],
    work: async () => {
      const env = await wasmEnvironment()
      const options = ['--release', '--target', 'web', '--mode', 'no-install', '--no-pack', '--out-name', 'deepmf_wasm']
      await run('wasm-pack', ['--quiet', 'build', 'bindings/wasm', ...options], {
        env: { ...env, RUSTFLAGS: vectors },
        label: 'Building the wasm backend',
      })
      // It ignores the whole folder, which would then be left out of a published package.
      rmSync(at(folder, '.gitignore'), { force: true })
      addRenewal(at(folder, 'deepmf_wasm'))
      await makeRelaxed(at(folder, 'deepmf_wasm'))
    },
  })
}

/** PATH and compiler for a build of the binding; installs what is missing. */
export async function wasmEnvironment() {
  requireRust()
  await installWasmTools()
  const env = await requireWasmRust()
  return { ...env, PATH: [toolsPath, env.PATH].join(delimiter) }
}

/**
 * After a panic or a trap an instance cannot go on: its memory is in a state that no code expects. The
 * generated glue makes an instance once and keeps it, so this adds the way to a new one.
 */
function addRenewal(base) {
  const glue = readFileSync(`${base}.js`, 'utf8')
  for (const expected of ['let wasmModule, wasmInstance, wasm;', 'if (wasm !== undefined) return wasm;']) {
    if (!glue.includes(expected)) {
      throw new Failure(
        `The glue of this wasm-bindgen has no \`${expected}\`: adapt addRenewal in scripts/steps/wasm.mjs.`,
      )
    }
  }
  appendFileSync(
    `${base}.js`,
    `
/** Gives up the instance with all its matrices and makes a new one of the same module. */
export function renewInstance() {
    wasm = undefined;
    return initSync({ module: wasmModule });
}
`,
  )
  appendFileSync(
    `${base}.d.ts`,
    `
/** Gives up the instance with all its matrices and makes a new one of the same module. */
export function renewInstance(): InitOutput;
`,
  )
}
