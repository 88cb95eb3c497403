// The Rust toolchain for this machine's own code.

import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { Failure } from '../log.mjs'
import { executable, output, which } from '../run.mjs'

/** The first release with AVX-512 intrinsics. */
const oldest = [1, 89]

/** The version of a rustc as [major, minor], or undefined where there is none. */
export function rustVersion(rustc) {
  const match = /^rustc (\d+)\.(\d+)/.exec(output(rustc, ['--version']) ?? '')
  return match ? [Number(match[1]), Number(match[2])] : undefined
}

export const isRecentEnough = (version) =>
  version !== undefined && (version[0] > oldest[0] || (version[0] === oldest[0] && version[1] >= oldest[1]))

/** Finds Rust and makes it the one that the steps after this find on PATH. */
export function requireRust() {
  const home = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin', 'cargo')
  const cargo = which('cargo') ?? (executable(home) ? home : undefined)
  if (cargo === undefined) {
    throw new Failure(
      `deepmf needs Rust ${oldest.join('.')} or newer: install it from https://rustup.rs ` +
        '(or, on Debian 12, with `apt-get install rustc-web cargo-web`) and run this again.',
    )
  }
  if (which('cargo') === undefined) process.env.PATH = dirname(cargo) + delimiter + process.env.PATH
  const version = rustVersion('rustc')
  if (!isRecentEnough(version)) {
    throw new Failure(
      `deepmf needs Rust ${oldest.join('.')} or newer, found ${version?.join('.') ?? 'none'}: ` +
        'run `rustup update stable` (https://rustup.rs) and then this again.',
    )
  }
}

/** What goes into every Rust build. */
export const rustSources = [
  'Cargo.toml',
  'Cargo.lock',
  'crates/kernels/Cargo.toml',
  'crates/kernels/build.rs',
  'crates/kernels/src',
  'crates/store/Cargo.toml',
  'crates/store/src',
]
