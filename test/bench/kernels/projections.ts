import type { Kernels } from '../../../packages/deepmf/src/backend/kernels/index.js'
import type {
  AlongName,
  PenaltyName,
  ProjectionName,
} from '../../../packages/deepmf/src/backend/kernels/projections.js'
import type { Case, Domain, Work } from './case.js'

export const projections: Domain = (quick) => {
  const [r, n]: Size = quick ? [5, 40] : [49, 2429]
  const order = quick ? 8 : 200
  // Columns that are images.
  const [side, images] = quick ? [4, 3] : [19, 49]
  return [
    project('nonnegative', 'columns', [], [r, n]),
    project('box', 'columns', [0.1, 0.7], [r, n]),
    project('binary', 'columns', [], [r, n]),
    project('signs', 'columns', [], [r, n]),
    project('simplex', 'columns', [1], [r, n]),
    project('simplex', 'rows', [1], [r, n]),
    project('sum-at-most', 'columns', [1], [r, n]),
    project('sum-within', 'columns', [0.9, 1.1], [r, n]),
    project('near-convex', 'columns', [0.1], [r, n]),
    project('l1-ball', 'columns', [1], [r, n]),
    project('l2-ball', 'columns', [1], [r, n]),
    project('unit-l2', 'columns', [], [r, n]),
    project('k-sparse', 'columns', [Math.ceil(r / 5)], [r, n]),
    project('hoyer', 'columns', [0.7], [r, n]),
    project('grouped-hoyer', 'columns', [0.7], [r, n]),
    project('orthogonal', 'rows', [], [r, n]),
    project('doubly-stochastic', 'columns', [], [order, order]),
    proximal('l1', [r, n]),
    proximal('l1-half', [r, n]),
    proximal('l2-squared', [r, n]),
    proximal('group-l2', [r, n]),
    proximal('l1-squared', [r, n]),
    totalVariation('isotropic', side, images),
    totalVariation('anisotropic', side, images),
  ]
}

type Size = [r: number, n: number]

const THRESHOLD =
  'the numbers lie in cache, and a threshold for every column is found in rounds: each is a pass over the tile, with sums in the order of the contract'
const SCALED =
  'the numbers lie in cache, and are passed over four times: for the largest magnitude, so that no square overflows, the norm, the scaling, and the copies in and out of the tile'

/** Why some stay below half of a read of what they move. */
const WHY: Readonly<Record<string, string>> = {
  simplex: THRESHOLD,
  'sum-at-most': THRESHOLD,
  'sum-within': THRESHOLD,
  'near-convex': THRESHOLD,
  'l1-ball': THRESHOLD,
  'l1-squared': THRESHOLD,
  hoyer: THRESHOLD,
  'grouped-hoyer':
    'a norm for every column and one threshold for all: every Newton step for it passes over all columns',
  'l2-ball': SCALED,
  'unit-l2': SCALED,
  orthogonal: 'the largest entry of every column is sought, then the norm of every row',
  'doubly-stochastic':
    'a Newton method: every step passes over the matrix for the sums, and again and again for the conjugate gradients within',
  'group-l2': SCALED,
  'k-sparse':
    'selection of the k-th largest magnitude, column by column, by comparisons that no vector instruction makes',
  'l1-half': 'six Newton steps for every number, each with a division',
  'total-variation, isotropic':
    'a root and a division for every pixel of every step take longer than all the rest, counted as one operation each',
  'total-variation, anisotropic':
    'a step of a pixel loads twelve numbers and stores five for sixteen operations: two loads and a store a cycle are the limit',
}

/** A map of fresh numbers; the copy that makes them fresh is counted as what it moves. */
const mapping = (
  name: string,
  [r, n]: Size,
  work: Work,
  map: (kernels: Kernels, f: number) => void,
  why: string | undefined,
): Case => ({
  name,
  shape: `${r} x ${n}`,
  work,
  precision: 64,
  ...(why === undefined ? {} : { why }),
  prepare: (workspace) => {
    const { kernels } = workspace
    const [f, start] = [workspace.zeros(r, n), workspace.filled(r, n, 1)]
    return () => {
      kernels.copy(f, start)
      map(kernels, f)
    }
  },
})

/** Read and written by the copy, and by the map. */
const moved = ([r, n]: Size): Work => ({ bytes: 8 * r * n * 4 })

function project(projection: ProjectionName, along: AlongName, parameters: number[], size: Size): Case {
  const numbers = Float64Array.from(parameters)
  const map = (kernels: Kernels, f: number) => kernels.project(f, projection, along, numbers)
  return mapping(`project, ${projection}, ${along}`, size, moved(size), map, WHY[projection])
}

function proximal(penalty: PenaltyName, size: Size): Case {
  const weight = Float64Array.of(1)
  const map = (kernels: Kernels, f: number) => kernels.proximal(f, penalty, 'columns', 0.1, weight)
  return mapping(`proximal, ${penalty}, columns`, size, moved(size), map, WHY[penalty])
}

const STEPS = 20

/** Additions and multiplications of a step for a pixel; the isotropic form has five, a root and a division more. */
const FLOPS = { anisotropic: 16, isotropic: 21 }

function totalVariation(form: keyof typeof FLOPS, side: number, images: number): Case {
  const size: Size = [side * side, images]
  const parameters = Float64Array.of(1, side, side, form === 'isotropic' ? 1 : 0, STEPS)
  const work = { flops: FLOPS[form] * side * side * images * STEPS }
  const map = (kernels: Kernels, f: number) => kernels.proximal(f, 'total-variation', 'columns', 0.1, parameters)
  return {
    ...mapping(`proximal, total-variation, ${form}`, size, work, map, WHY[`total-variation, ${form}`]),
    shape: `${images} images of ${side} x ${side}, ${STEPS} steps`,
  }
}
