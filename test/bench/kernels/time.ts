import type { Lane } from '../lanes.js'
import type { Row } from '../report.js'
import { type Contender, type RaceOptions, race } from '../timing.js'
import { Workspace } from '../workspace.js'
import type { Case } from './case.js'
import { limit } from './limit.js'

/** Times a case on every lane (on one native thread only, if it names an instruction set) beside its limit. */
export function time(item: Case, all: readonly Lane[], options: RaceOptions): Row {
  const native = all.find((lane) => lane.name === 'native-1')
  const best = native?.kernels.instructionSet()
  const enter = (lane: Lane) => () => {
    lane.enter()
    if (lane.backend === 'native' && best !== undefined) lane.kernels.setInstructionSet(item.set ?? best)
  }
  const suitable = all.filter(({ numerics }) => numerics === 'reproducible' || item.fast === true)
  const lanes = item.set === undefined ? suitable : all.filter((lane) => lane === native)
  const workspaces = lanes.map((lane) => new Workspace(lane.kernels))
  const onLanes = lanes.map((lane, index) => ({
    name: lane.name,
    before: enter(lane),
    run: item.prepare(workspaces[index] as Workspace),
  }))
  const beside = native && new Workspace(native.kernels)
  const others: Contender[] = native && beside ? [limit(native, item, beside, enter(native), options.seconds)] : []
  if (item.plain) others.push(item.plain(options.seconds))
  const timings = race([...others, ...onLanes], options)
  for (const workspace of [...workspaces, ...(beside ? [beside] : [])]) workspace.release()
  if (best !== undefined) native?.kernels.setInstructionSet(best)
  return {
    group: 'kernels',
    name: item.name,
    shape: item.shape,
    ...('bytes' in item.work
      ? { unit: 'byte' as const, amount: item.work.bytes }
      : { unit: 'flop' as const, amount: item.work.flops }),
    ...(item.set === undefined ? {} : { set: item.set }),
    ...(item.why === undefined ? {} : { why: item.why }),
    lanes: Object.fromEntries(timings),
  }
}
