import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { benchFits } from './fits.js'
import { judge } from './goals.js'
import { benchKernels } from './kernels.js'
import { describeMachine, openLanes } from './lanes.js'
import { parseOptions } from './options.js'
import { benchPeers } from './peers/peers.js'
import { render } from './render.js'
import type { Report } from './report.js'
import { benchSparseLarge } from './sparse-large.js'

const options = parseOptions(process.argv.slice(2))
if (options.sparseLarge) {
  // Alone, so that the memory is its own.
  console.log(await benchSparseLarge(options.quick))
  process.exit()
}
const { lanes, absent } = openLanes()
if (lanes.length === 0) throw new Error(`no backend loads:\n${absent.join('\n')}`)

const report: Report = {
  format: 1,
  date: new Date().toISOString(),
  quick: options.quick,
  machine: describeMachine(lanes),
  absent,
  rows: [],
  goals: [],
}

const context = {
  lanes,
  quick: options.quick,
  only: options.only,
  progress: (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text} ...`)
  },
  leaveOut: (text: string) => absent.push(text),
}
const run = { kernels: benchKernels, fits: benchFits, peers: benchPeers }
for (const group of options.groups) report.rows.push(...(await run[group](context)))
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
// Quick sizes say nothing about the goals.
if (!options.quick) report.goals = judge(report.rows)

console.log(render(report))
if (options.json !== undefined) {
  const file = resolve(options.json)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`)
  console.log(`written as JSON: ${file}`)
}
