import type { AlongName, ProjectionName } from '../../../packages/deepmf/src/backend/kernels/projections.js'
import type { Case, Domain } from './case.js'

export const projections: Domain = (quick) => {
  const [r, n] = quick ? [5, 40] : [49, 2429]
  return [
    project('nonnegative', 'columns', [], r, n),
    project('simplex', 'columns', [1], r, n),
    project('simplex', 'rows', [1], r, n),
    project('sum-at-most', 'columns', [1], r, n),
    project('l1-ball', 'columns', [1], r, n),
    project('unit-l2', 'columns', [], r, n),
    project('k-sparse', 'columns', [Math.ceil(r / 5)], r, n),
    project('hoyer', 'columns', [0.7], r, n),
    project('grouped-hoyer', 'columns', [0.7], r, n),
  ]
}

/** One projection of fresh numbers; the copy that makes them fresh is counted as what it moves. */
const project = (projection: ProjectionName, along: AlongName, parameters: number[], r: number, n: number): Case => ({
  name: `project, ${projection}, ${along}`,
  shape: `${r} x ${n}`,
  work: { bytes: 8 * r * n * 4 },
  precision: 64,
  prepare: (workspace) => {
    const { kernels } = workspace
    const [f, start] = [workspace.zeros(r, n), workspace.filled(r, n, 1)]
    return () => {
      kernels.copy(f, start)
      kernels.project(f, projection, along, Float64Array.from(parameters))
    }
  },
})
