import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
const environment = join(root, '.cache', 'bench-python')

/** So many threads for every BLAS that a NumPy may be built with; without a number, as many as they like. */
const withThreads = (threads: number | undefined) =>
  threads === undefined
    ? {}
    : Object.fromEntries(
        ['OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'OMP_NUM_THREADS', 'VECLIB_MAXIMUM_THREADS'].map((name) => [
          name,
          String(threads),
        ]),
      )

/**
 * The interpreter of a virtual environment that holds the peers' packages; made on first use.
 *
 * Throws when there is no Python or the packages cannot be installed: the caller says so and leaves the peers out.
 */
export function peerPython(): string {
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const requirements = join(here, 'requirements.txt')
  const wanted = readFileSync(requirements, 'utf8')
  const stamp = join(environment, 'installed.txt')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python
  process.stderr.write('Making a Python environment for the peers (once) ...\n')
  mkdirSync(dirname(environment), { recursive: true })
  execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment], { stdio: 'pipe' })
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], { stdio: 'pipe' })
  writeFileSync(stamp, wanted)
  return python
}

/** Runs a script of this folder, on one thread unless all are asked for, and reads the line of JSON that it prints. */
export function runPeer(python: string, script: string, args: readonly string[], threads: 1 | 'all' = 1): unknown {
  const output = execFileSync(python, [join(here, script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...withThreads(threads === 1 ? 1 : undefined) },
  })
  return JSON.parse(output)
}
