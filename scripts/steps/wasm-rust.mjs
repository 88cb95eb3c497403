// A Rust compiler with the target wasm32-unknown-unknown.
//
// rustup brings it where it can download it. Elsewhere Debian has a compiler with the source of the
// standard library, which is built here once and laid where that compiler looks for it.

import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Failure, timed } from '../log.mjs'
import { at, cache } from '../paths.mjs'
import { attempt, canInstallDebianPackages, executable, installDebianPackages, output, run, which } from '../run.mjs'
import { isRecentEnough, rustVersion } from './rust.mjs'

const target = 'wasm32-unknown-unknown'
const debianRustc = '/usr/bin/rustc'
const debianPackages = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'lld-22']

/** How long rustup may try: longer than a slow download takes, shorter than its retries where there is none. */
export const rustupPatience = 180_000

/** The environment in which cargo and wasm-pack build for WebAssembly. */
export async function requireWasmRust() {
  const ready = environment()
  if (ready !== undefined) return ready
  if (which('rustup') !== undefined) {
    await timed('wasm target', `adding ${target} with rustup`, () =>
      attempt('rustup', ['target', 'add', target], { timeout: rustupPatience }),
    )
  }
  const added = environment()
  if (added !== undefined) return added
  if (!hasStandardLibrarySource() && canInstallDebianPackages()) {
    await timed('wasm target', 'rustup has no download of it; installing Debian packages', () =>
      installDebianPackages(debianPackages),
    )
  }
  if (hasStandardLibrarySource()) {
    await timed('wasm target', 'building the standard library (once)', buildStandardLibrary)
  }
  const built = environment()
  if (built !== undefined) return built
  throw new Failure(
    `The WebAssembly backend needs Rust's target ${target}: run \`rustup target add ${target}\`, ` +
      `or on Debian 12, as root, \`apt-get install ${debianPackages.join(' ')}\`, and then this again.`,
  )
}

function environment() {
  for (const rustc of new Set([which('rustc'), debianRustc])) {
    if (rustc === undefined || !executable(rustc) || !isRecentEnough(rustVersion(rustc))) continue
    if (!hasLibraries(libraryFolder(rustc))) continue
    // wasm-pack and cargo take the compiler that comes first on PATH.
    return { PATH: [dirname(rustc), process.env.PATH].join(delimiter), RUSTC: rustc }
  }
  return undefined
}

const sysroot = (rustc) => output(rustc, ['--print', 'sysroot']) ?? ''

const libraryFolder = (rustc) => join(sysroot(rustc), 'lib', 'rustlib', target, 'lib')

const hasLibraries = (folder) =>
  existsSync(folder) && readdirSync(folder).some((name) => /^libcore-.*\.rlib$/.test(name))

const hasStandardLibrarySource = () =>
  executable(debianRustc) &&
  isRecentEnough(rustVersion(debianRustc)) &&
  existsSync(join(sysroot(debianRustc), 'lib/rustlib/src/rust/library/std'))

/** Builds std for the target by way of an empty crate that asks for it. */
async function buildStandardLibrary() {
  const folder = join(cache, 'wasm-std')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'src'), { recursive: true })
  writeFileSync(
    join(folder, 'Cargo.toml'),
    `[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n\n[profile.release]\npanic = "abort"\n\n[workspace]\n`,
  )
  writeFileSync(join(folder, 'src', 'lib.rs'), '#![no_std]\n')
  const args = ['build', '--release', '--quiet', '--target', target, '-Zbuild-std=std,panic_abort']
  await run('/usr/bin/cargo', args, {
    cwd: folder,
    env: {
      RUSTC: debianRustc,
      RUSTC_BOOTSTRAP: '1',
      // Without bitcode a build with link-time optimisation fails.
      RUSTFLAGS: '-Cembed-bitcode=yes',
      CARGO_TARGET_DIR: join(folder, 'target'),
    },
  })
  const built = join(folder, 'target', target, 'release', 'deps')
  const library = libraryFolder(debianRustc)
  mkdirSync(library, { recursive: true })
  for (const name of readdirSync(built)) {
    if (name.endsWith('.rlib') && !name.startsWith('libempty-')) copyFileSync(join(built, name), join(library, name))
  }
  // What was compiled against an earlier standard library does not link with this one.
  rmSync(at('target', target), { recursive: true, force: true })
}
