import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type { Workspace } from '../workspace.js'
import type { Case, Domain } from './case.js'

export const reductions: Domain = (quick) => {
  const [m, n] = quick ? [20, 30] : [2000, 1000]
  return [
    one('sum', m, n, (k, a) => k.sum(a)),
    one('normSquared', m, n, (k, a) => k.normSquared(a)),
    two('inner', m, n, (k, a, b) => k.inner(a, b)),
    two('distanceSquared', m, n, (k, a, b) => k.distanceSquared(a, b)),
    lines('rowSums', m, n, m, (k, to, a) => k.rowSums(to, a)),
    lines('columnSums', m, n, n, (k, to, a) => k.columnSums(to, a)),
    lines('rowNormsSquared', m, n, m, (k, to, a) => k.rowNormsSquared(to, a)),
    lines('columnNormsSquared', m, n, n, (k, to, a) => k.columnNormsSquared(to, a)),
  ]
}

const CHAINS =
  'an addition waits for the one before it: a panel of 256 numbers is one chain, and eight of them, read in eight places, are under way at a time'

/** A kernel that reads so many numbers and writes few. */
const reading = (
  name: string,
  m: number,
  n: number,
  matrices: number,
  prepare: (workspace: Workspace) => () => void,
): Case => ({
  name,
  shape: `${m} x ${n}`,
  work: { bytes: 8 * m * n * matrices },
  precision: 64,
  prepare,
  why: CHAINS,
})

const one = (name: string, m: number, n: number, call: (k: Kernels, a: number) => void): Case =>
  reading(name, m, n, 1, (workspace) => {
    const a = workspace.filled(m, n, 1)
    return () => call(workspace.kernels, a)
  })

const two = (name: string, m: number, n: number, call: (k: Kernels, a: number, b: number) => void): Case =>
  reading(name, m, n, 2, (workspace) => {
    const [a, b] = [workspace.filled(m, n, 1), workspace.filled(m, n, 2)]
    return () => call(workspace.kernels, a, b)
  })

/** One result for each row or column. */
const lines = (
  name: string,
  m: number,
  n: number,
  results: number,
  call: (k: Kernels, to: number, a: number) => void,
): Case =>
  reading(name, m, n, 1, (workspace) => {
    const [to, a] = [workspace.zeros(results, 1), workspace.filled(m, n, 1)]
    return () => call(workspace.kernels, to, a)
  })
