// The Rust tests under the address sanitizer, a million random calls among them, and under Miri where it can run.
// Both need nightly Rust. `npm run sanitize -- CASES` makes it another number of calls.

import { Failure, say, timed } from '../log.mjs'
import { attempt, output, run, which } from '../run.mjs'
import { requireRust } from '../steps/rust.mjs'
import { rustupPatience } from '../steps/wasm-rust.mjs'

const packages = ['--package', 'deepmf-kernels', '--package', 'deepmf-store']

export default async function sanitize([cases = '1000000']) {
  if (!/^\d+$/.test(cases)) throw new Failure(`How many random calls? Received ${cases}.`)
  requireRust()
  const target = /^host: (.+)$/m.exec(output('rustc', ['-vV']) ?? '')?.[1]
  if (which('rustup') === undefined || output('cargo', ['+nightly', '--version']) === undefined) {
    throw new Failure('The sanitizers need nightly Rust: run `rustup toolchain install nightly` and then this again.')
  }
  await timed('address sanitizer', `testing kernels and store, ${cases} random calls`, () =>
    run(
      'cargo',
      ['+nightly', 'test', '--quiet', ...packages, '--features', 'deepmf-store/threads', '--target', target, '--tests'],
      {
        env: { RUSTFLAGS: '-Zsanitizer=address', CARGO_TARGET_DIR: 'target/sanitize', DEEPMF_FUZZ_CASES: cases },
        label: 'The tests under the address sanitizer',
      },
    ),
  )
  if (!(await hasMiri())) {
    say('miri: not run, since rustup has no download of it or of the source it needs (components miri and rust-src)')
    return
  }
  // The store's tests call every kernel, on shapes small enough for an interpreter.
  await timed('miri', 'testing the store and through it every kernel', () =>
    run('cargo', ['+nightly', 'miri', 'test', '--quiet', '--package', 'deepmf-store'], {
      env: { CARGO_TARGET_DIR: 'target/miri', MIRIFLAGS: '-Zmiri-disable-isolation' },
      label: 'The tests under Miri',
    }),
  )
}

async function hasMiri() {
  const ready = () => output('cargo', ['+nightly', 'miri', 'setup']) !== undefined
  if (ready()) return true
  await timed('miri', 'adding it with rustup', () =>
    attempt('rustup', ['component', 'add', '--toolchain', 'nightly', 'miri', 'rust-src'], { timeout: rustupPatience }),
  )
  return ready()
}
