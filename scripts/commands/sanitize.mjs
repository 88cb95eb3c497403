// The Rust tests under the address sanitizer, and under Miri where it can run. Both need nightly Rust.

import { Failure, say, timed } from '../log.mjs'
import { output, run, which } from '../run.mjs'
import { requireRust } from '../steps/rust.mjs'

const packages = ['--package', 'deepmf-kernels', '--package', 'deepmf-store']

export default async function sanitize() {
  requireRust()
  const target = /^host: (.+)$/m.exec(output('rustc', ['-vV']) ?? '')?.[1]
  if (which('rustup') === undefined || output('cargo', ['+nightly', '--version']) === undefined) {
    throw new Failure('The sanitizers need nightly Rust: run `rustup toolchain install nightly` and then this again.')
  }
  await timed('address sanitizer', 'testing kernels and store', () =>
    run(
      'cargo',
      ['+nightly', 'test', '--quiet', ...packages, '--features', 'deepmf-store/threads', '--target', target, '--tests'],
      {
        env: { RUSTFLAGS: '-Zsanitizer=address', CARGO_TARGET_DIR: 'target/sanitize' },
        label: 'The tests under the address sanitizer',
      },
    ),
  )
  if (
    output('cargo', ['+nightly', 'miri', '--version']) === undefined ||
    output('cargo', ['+nightly', 'miri', 'setup']) === undefined
  ) {
    say(
      'miri: not run, since this nightly lacks it or the source it needs (rustup +nightly component add miri rust-src)',
    )
    return
  }
  await timed('miri', 'testing the store', () =>
    run('cargo', ['+nightly', 'miri', 'test', '--quiet', '--package', 'deepmf-store'], {
      env: { CARGO_TARGET_DIR: 'target/miri' },
      label: 'The tests under Miri',
    }),
  )
}
