// The WebAssembly backend, by wasm-pack: the binding with vectors of 128 bits, and once more with relaxed SIMD for the
// fast mode of engines that have it.

import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { Failure } from '../log.mjs'
import { at, cache } from '../paths.mjs'
import { run, runNode } from '../run.mjs'
import { step } from '../stamps.mjs'
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
export const relaxedVectors = '-Ctarget-feature=+simd128,+relaxed-simd'
export const noVectors = '-Ctarget-cpu=mvp'

export async function buildWasm() {
  await buildModule({ name: 'wasm backend', stamp: 'wasm', folder: 'pkg', base: 'deepmf_wasm', env: {} }, vectors)
  const relaxed = { name: 'wasm backend, relaxed', stamp: 'wasm-relaxed', folder: 'relaxed', base: 'deepmf_relaxed' }
  // A folder of its own: builds with other flags would push each other out of a shared one.
  await buildModule({ ...relaxed, env: { CARGO_TARGET_DIR: `${cache}/relaxed-target` } }, relaxedVectors)
}

function buildModule({ name, stamp, folder, base, env }, flags) {
  const path = `bindings/wasm/${folder}`
  return step({
    name,
    action: 'building with wasm-pack',
    stamp,
    inputs: wasmSources,
    outputs: [`${path}/${base}.js`, `${path}/${base}.d.ts`, `${path}/${base}_bg.wasm`],
    work: async () => {
      const options = ['--release', '--target', 'web', '--mode', 'no-install', '--no-pack']
      const output = ['--out-dir', folder, '--out-name', base]
      await run('wasm-pack', ['--quiet', 'build', 'bindings/wasm', ...options, ...output], {
        env: { ...(await wasmEnvironment()), ...env, RUSTFLAGS: flags },
        label: `Building the ${name}`,
      })
      // It ignores the whole folder, which would then be left out of a published package.
      rmSync(at(path, '.gitignore'), { force: true })
      addRenewal(at(path, base))
      if (flags === relaxedVectors) await checkRelaxed(at(path, `${base}_bg.wasm`))
    },
  })
}

/** Reproducible kernels have no relaxed instruction, whatever the compiler may think of: only the fast mode's do. */
async function checkRelaxed(module) {
  const text = `${cache}/relaxed.wat`
  await runNode(at('node_modules/binaryen/bin/wasm-dis'), [module, '--all-features', '-o', text])
  let name = ''
  for (const line of readFileSync(text, 'utf8').split('\n')) {
    name = /^ \(func (\S+)/.exec(line)?.[1] ?? name
    if (/^ *\(\w+\.relaxed_/.test(line) && !name.includes('::micro::relaxed::')) {
      throw new Failure(`The relaxed module has a relaxed instruction outside of the fast mode, in ${name}.`)
    }
  }
  rmSync(text)
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
