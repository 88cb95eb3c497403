// Node packages, by pnpm. npm is all that a fresh machine has, so pnpm comes through npx.

import { readdirSync } from 'node:fs'
import { at } from '../paths.mjs'
import { run } from '../run.mjs'
import { step } from '../stamps.mjs'

const pnpm = 'pnpm@12.21.0'

export function installPackages() {
  const manifests = ['packages', 'bindings'].flatMap((folder) =>
    readdirSync(at(folder)).map((name) => `${folder}/${name}/package.json`),
  )
  return step({
    name: 'node packages',
    action: 'installing with pnpm',
    stamp: 'packages',
    inputs: [
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'docs/package.json',
      'test/package.json',
      ...manifests,
    ],
    others: [pnpm],
    outputs: ['node_modules/typescript/package.json', 'test/node_modules/vitest/package.json'],
    work: () => run('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--loglevel=error']),
  })
}
