// What CI runs: format, lint, types, tests.

import { say, timed } from '../log.mjs'
import { at } from '../paths.mjs'
import { output, run, runNode } from '../run.mjs'
import { tsc } from '../steps/library.mjs'
import { findBlas } from '../steps/openblas.mjs'
import { requireRust } from '../steps/rust.mjs'
import { runTests, testsHavePassed } from '../steps/tests.mjs'
import { noVectors, vectors } from '../steps/wasm.mjs'
import { requireWasmRust } from '../steps/wasm-rust.mjs'
import build from './build.mjs'

const denyWarnings = ['--', '--deny', 'warnings']

export default async function check() {
  await build()
  await checkRust()
  await checkTypeScript()
  if (testsHavePassed()) say('tests: these very files have passed them in this checkout, so they are not run again')
  else await runTests()
}

async function checkRust() {
  requireRust()
  const clippy = (args, env) => run('cargo', ['clippy', '--quiet', ...args, ...denyWarnings], { env, label: 'clippy' })
  const crates = ['--package', 'deepmf-kernels', '--package', 'deepmf-store']
  await timed('rust format', 'checking', () =>
    run('cargo', ['fmt', '--all', '--check'], { label: 'The format of the Rust sources' }),
  )
  await timed('clippy', 'checking native code', async () => {
    const { feature, env } = findBlas()
    await clippy(['--all-targets', ...crates, '--features', `deepmf-store/threads,deepmf-store/${feature}`], env)
    await clippy(['--package', 'deepmf-node', '--features', feature], env)
  })
  const env = await requireWasmRust()
  if (output('cargo', ['clippy', '--version'], env) === undefined) {
    // Debian's compiler with the wasm target has none; this machine's own reads the same sources.
    await timed('clippy', 'checking what WebAssembly is built from', () => clippy(crates))
    return
  }
  const wasm = ['--package', 'deepmf-wasm', '--target', 'wasm32-unknown-unknown']
  await timed('clippy', 'checking WebAssembly code, with vectors and without', async () => {
    await clippy(wasm, { ...env, RUSTFLAGS: vectors })
    await clippy(wasm, { ...env, RUSTFLAGS: noVectors })
  })
}

async function checkTypeScript() {
  await timed('biome', 'checking format and lint', () =>
    runNode(at('node_modules/@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.'], {
      label: 'biome check',
    }),
  )
  for (const project of ['packages/deepmf', 'packages/demo', 'docs', 'test']) {
    await timed('types', project, () => runNode(tsc, ['--noEmit', '-p', project], { label: `The types of ${project}` }))
  }
}
