// Other programs: finding them and running them.

import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure } from './log.mjs'
import { root } from './paths.mjs'

const windows = process.platform === 'win32'

/** Runs a program to its end with its output shown; a failure ends the command. */
export function run(program, args, options = {}) {
  return attempt(program, args, options).then(({ code, signal }) => {
    if (code === 0) return
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`
    throw new Failure(`${options.label ?? [program, ...args].join(' ')} failed (${how}).`)
  })
}

/** Runs a program to its end with its output shown and returns how it ended. */
export function attempt(program, args, { env, cwd = root, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: windows && !program.endsWith('.exe') && program !== process.execPath,
      timeout,
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

/** Runs a Node program of an installed package. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options)

/** What a program prints, trimmed, or undefined where it cannot be run or fails. */
export function output(program, args, env) {
  const result = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    shell: windows && !program.endsWith('.exe'),
  })
  return result.status === 0 ? result.stdout.trim() : undefined
}

/** The full path of a program on PATH, or undefined. */
export function which(name) {
  const endings = windows ? ['.exe', '.cmd', ''] : ['']
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending)
      if (folder !== '' && executable(path)) return path
    }
  }
  return undefined
}

export function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether this process may install system packages on Debian and its kin. */
export const canInstallDebianPackages = () => process.getuid?.() === 0 && which('apt-get') !== undefined

let listsAreFresh = false

export async function installDebianPackages(names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if (!listsAreFresh) await run('apt-get', ['update', '-qq'], { env })
  listsAreFresh = true
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...names], { env })
}
