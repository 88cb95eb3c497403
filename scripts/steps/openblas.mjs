// The BLAS behind `numerics: 'fast'` of the native addon: a static OpenBLAS that is there, or Debian's; macOS has
// Accelerate. Without one the addon is built with the pure Rust crate `gemm`.

import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, say, timed } from '../log.mjs'
import { canInstallDebianPackages, installDebianPackages, output, which } from '../run.mjs'

/** The build with threads: it can be called from several at once, which the serial one cannot. */
const debianPackage = 'libopenblas-pthread-dev'

const archives = ['libopenblas.a', 'openblas.lib', 'libopenblas.lib']

/**
 * What the addon is built with: the cargo feature, the variables that its build script reads, and a text that changes
 * when the library does.
 */
export function findBlas() {
  if (process.platform === 'darwin') return { feature: 'blas', env: {}, state: 'accelerate', name: 'Accelerate' }
  const folder = findFolder()
  if (folder === undefined) return { feature: 'gemm', env: {}, state: 'gemm', name: 'the gemm crate' }
  const { size, mtimeMs } = statSync(archiveIn(folder))
  return {
    feature: 'blas',
    env: { DEEPMF_OPENBLAS_DIR: folder },
    state: `${folder} ${size} ${mtimeMs}`,
    name: `OpenBLAS in ${folder}`,
  }
}

/** The same, after an attempt to install what is missing. That it fails is no failure: there is the crate. */
export async function requireBlas() {
  const found = findBlas()
  if (found.feature === 'blas' || forced() === 'none' || !canInstallDebianPackages()) return found
  try {
    await timed('openblas', `installing the Debian package ${debianPackage}`, () =>
      installDebianPackages([debianPackage]),
    )
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(`openblas: ${error.message}`)
  }
  return findBlas()
}

/** `DEEPMF_OPENBLAS_DIR`: the folder of the static library, or `none` for a build without. */
const forced = () => process.env.DEEPMF_OPENBLAS_DIR || undefined

function findFolder() {
  const folder = forced()
  if (folder === 'none') return undefined
  if (folder !== undefined) {
    if (archiveIn(folder) === undefined) {
      throw new Failure(`DEEPMF_OPENBLAS_DIR is ${folder}, where there is none of ${archives.join(', ')}.`)
    }
    return folder
  }
  // Windows has no usual place, and what is called so there is often the stub of a DLL.
  if (process.platform === 'win32') return undefined
  return usualFolders().find((path) => archiveIn(path) !== undefined) ?? folderOfPkgConfig()
}

/** Debian's folder first, and in it the build with threads. */
function usualFolders() {
  const debian = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`
  return [
    `${debian}/openblas-pthread`,
    `${debian}/openblas-serial`,
    '/usr/local/lib',
    '/opt/OpenBLAS/lib',
    '/usr/lib64',
    '/usr/lib',
  ]
}

function folderOfPkgConfig() {
  if (which('pkg-config') === undefined) return undefined
  const folder = output('pkg-config', ['--variable=libdir', 'openblas'])
  return folder && archiveIn(folder) !== undefined ? folder : undefined
}

const archiveIn = (folder) => archives.map((name) => join(folder, name)).find((path) => existsSync(path))
