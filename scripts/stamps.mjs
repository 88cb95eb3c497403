// What need not be done again. A step's stamp is the hash of everything that goes into it; it is
// written when the step has ended well, so a step that was cut short runs again.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { say, timed } from './log.mjs'
import { at, cache, root } from './paths.mjs'

const skipped = new Set(['node_modules', 'target', 'dist', 'pkg', '.git', '.cache', 'out'])

/** The files at or under the given paths (relative to the root), in a fixed order. */
export function filesUnder(paths) {
  const files = []
  const visit = (path) => {
    if (!existsSync(path)) return
    if (!statSync(path).isDirectory()) {
      files.push(path)
      return
    }
    for (const name of readdirSync(path).sort()) if (!skipped.has(name)) visit(join(path, name))
  }
  for (const path of paths) visit(at(path))
  return files
}

/** The hash of the files at or under the given paths, and of whatever else the step depends on. */
export function hashOf(paths, ...others) {
  const hash = createHash('sha256')
  for (const file of filesUnder(paths)) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  for (const other of others) hash.update(`\0${other}`)
  return hash.digest('hex')
}

const stampOf = (name) => join(cache, 'stamps', name)

export function isCurrent(name, hash, outputs = []) {
  const stamp = stampOf(name)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && outputs.every((path) => existsSync(at(path)))
}

export function record(name, hash) {
  mkdirSync(join(cache, 'stamps'), { recursive: true })
  writeFileSync(stampOf(name), hash)
}

/**
 * A step that runs only when its inputs have changed or its outputs are missing.
 * Returns whether it ran.
 */
export async function step(description) {
  const { name, action, stamp, work } = description
  if (stepIsCurrent(description)) {
    say(`${name}: up to date`)
    return false
  }
  const hash = stepHash(description)
  rmSync(stampOf(stamp), { force: true })
  await timed(name, action, work)
  record(stamp, hash)
  return true
}

/** Whether a step has nothing to do. */
export const stepIsCurrent = (description) => isCurrent(description.stamp, stepHash(description), description.outputs)

const stepHash = ({ inputs, others = [] }) => hashOf(inputs, `${process.platform}-${process.arch}`, ...others)
