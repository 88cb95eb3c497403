import type { DistributionName } from '../../../packages/deepmf/src/backend/kernels/starts.js'
import type { Case, Domain } from './case.js'

export const starts: Domain = (quick) => {
  const [m, n] = quick ? [10, 30] : [500, 1000]
  return (['uniform', 'normal', 'gamma'] as const).map((distribution) => randomFill(distribution, m, n))
}

const randomFill = (distribution: DistributionName, m: number, n: number): Case => ({
  name: `randomFill, ${distribution}`,
  shape: `${m} x ${n}`,
  work: { bytes: 8 * m * n },
  precision: 64,
  prepare: (workspace) => {
    const to = workspace.zeros(m, n)
    return () => workspace.kernels.randomFill(to, distribution, 1, 2, 1, 0)
  },
  why: 'one generator gives one number after the other, so that a seed means the same numbers everywhere',
})
