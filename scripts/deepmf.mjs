#!/usr/bin/env node
// One entry for everything that a developer does here: `npm run <command>` calls it with the command's name.
// Plain Node without dependencies, since it runs before anything is installed.

import { Failure, say, started } from './log.mjs'

const commands = {
  setup: ['install packages and tools, build everything', () => import('./commands/setup.mjs')],
  build: ['build every backend and the library', () => import('./commands/build.mjs')],
  demo: ['factorize handwritten digits and show the hierarchy', () => import('./commands/demo.mjs')],
  docs: ['run the examples of the documentation and write its pages', () => import('./commands/docs.mjs')],
  test: ['run every test', () => import('./commands/test.mjs')],
  check: ['format, lint, types, tests: what CI runs', () => import('./commands/check.mjs')],
  bench: ['measure kernels and fits on every backend', () => import('./commands/bench.mjs')],
  sanitize: ['run the Rust tests under sanitizers', () => import('./commands/sanitize.mjs')],
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command === undefined) {
  const list = Object.entries(commands).map(([key, [text]]) => `  npm run ${key.padEnd(9)} ${text}`)
  console.error(`${name === '' ? 'Which command?' : `There is no command ${name}.`}\n${list.join('\n')}`)
  process.exit(1)
}

try {
  const { default: run } = await command[1]()
  await run(args)
  say(`${name}: done, ${started.text()} in all`)
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(`\n${error.message}`)
  process.exit(error.exitCode)
}
