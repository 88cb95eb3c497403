// The tests: of Rust, of the bindings' agreement, of TypeScript on every backend.

import { say, timed } from '../log.mjs'
import { at } from '../paths.mjs'
import { run, runNode } from '../run.mjs'
import { hashOf, isCurrent, record } from '../stamps.mjs'
import { findChromium } from './chromium.mjs'
import { findBlas } from './openblas.mjs'
import { requireRust, rustSources } from './rust.mjs'
import { checkTwins } from './twins.mjs'

/** Everything that the outcome of the tests depends on. */
const inputs = [
  ...rustSources,
  'crates',
  'bindings',
  'packages',
  'docs',
  'test',
  'scripts',
  'package.json',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
]

const stamp = 'tests'

const state = () => hashOf(inputs, process.version)

/** Whether every test has passed on exactly these files in this checkout. */
export const testsHavePassed = () => isCurrent(stamp, state())

/** With the fast mode that the addon has; and that of a machine without a BLAS, where this one has one. */
async function runRustTests() {
  const { feature, env } = findBlas()
  const crates = ['--workspace', '--exclude', 'deepmf-node', '--exclude', 'deepmf-wasm']
  const features = (fast) => ['--features', `deepmf-store/threads,deepmf-store/${fast}`]
  // The same cases in every run: what fails here fails everywhere. Another seed searches further.
  const drawn = { PROPTEST_RNG_SEED: process.env.PROPTEST_RNG_SEED ?? '1' }
  await run('cargo', ['test', '--quiet', ...crates, ...features(feature)], {
    env: { ...env, ...drawn },
    label: 'The Rust tests',
  })
  if (feature === 'gemm') return
  await run('cargo', ['test', '--quiet', ...crates, ...features('gemm'), '--test', 'fast'], {
    env: drawn,
    label: 'The tests of the fast mode without a BLAS',
  })
}

/** Runs every test; what vitest is told after them chooses among its files. */
export async function runTests(args = []) {
  const before = state()
  const results = []
  if (args.length === 0) {
    requireRust()
    await timed('rust tests', 'running', runRustTests)
    results.push('Rust')
    checkTwins()
    results.push('twin check')
  }
  const chromium = await findChromium()
  await timed('typescript tests', 'running on every backend', () =>
    runNode(at('test/node_modules/vitest/vitest.mjs'), ['run', ...args], {
      cwd: at('test'),
      env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium },
      label: 'The TypeScript tests',
    }),
  )
  results.push(args.length === 0 ? 'TypeScript' : `TypeScript (${args.join(' ')})`)
  say(`tests: passed (${results.join(', ')})${chromium === undefined ? '; the browser tests were left out' : ''}`)
  if (args.length === 0 && chromium !== undefined && state() === before) record(stamp, before)
}
