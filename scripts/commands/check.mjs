// What CI runs: format, lint, types, tests.

import { say, timed } from '../log.mjs'
import { at } from '../paths.mjs'
import { run, runNode } from '../run.mjs'
import { tsc } from '../steps/library.mjs'
import { requireRust } from '../steps/rust.mjs'
import { runTests, testsHavePassed } from '../steps/tests.mjs'
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
  await timed('rust format', 'checking', () =>
    run('cargo', ['fmt', '--all', '--check'], { label: 'The format of the Rust sources' }),
  )
  const packages = ['--package', 'deepmf-kernels', '--package', 'deepmf-store']
  const native = ['clippy', '--quiet', '--all-targets']
  await timed('clippy', 'checking', async () => {
    await run('cargo', [
      ...native,
      ...packages,
      '--package',
      'deepmf-node',
      '--features',
      'deepmf-store/threads',
      ...denyWarnings,
    ])
    await run('cargo', [...native, ...packages, ...denyWarnings])
  })
  await clippyForWasm()
}

/** Where the compiler with the wasm target comes from Debian it has no clippy: the host's checks the same sources there. */
async function clippyForWasm() {
  const env = await requireWasmRust()
  const target = ['--target', 'wasm32-unknown-unknown']
  const { code } = await import('../run.mjs').then(({ attempt }) => attempt('cargo', ['clippy', '--version'], { env }))
  if (code !== 0) {
    say('clippy for wasm: that compiler has none, left out')
    return
  }
  await timed('clippy for wasm', 'checking', () =>
    run('cargo', ['clippy', '--quiet', '--package', 'deepmf-wasm', ...target, ...denyWarnings], {
      env: { ...env, RUSTFLAGS: '-Ctarget-feature=+simd128' },
    }),
  )
}

async function checkTypeScript() {
  await timed('biome', 'checking format and lint', () =>
    runNode(at('node_modules/@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.'], {
      label: 'biome check',
    }),
  )
  for (const project of ['packages/deepmf', 'packages/demo', 'test']) {
    await timed('types', project, () => runNode(tsc, ['--noEmit', '-p', project], { label: `The types of ${project}` }))
  }
}
