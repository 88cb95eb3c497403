import { DeepMFError, invalidOption } from '../../../errors.js'
import { checkNonnegative, checkScale, isMatrix, isSparseMatrix, toMatrix } from '../../../matrix/internals.js'
import type { Matrix, MatrixLike } from '../../../matrix/matrix.js'
import { type Check, dependingOn, inWords, optional, wholeNumber } from '../../../options/index.js'
import type { Data } from '../input/data.js'

const POINT_NAMES = ['snpa', 'k-means', 'hierarchical-clustering'] as const
const NAMES = ['all', ...POINT_NAMES] as const

/** How many points are chosen for each archetype when nobody says (De Handschutter, thesis, section 3.6). */
const PER_ARCHETYPE = 10

/** How the points that archetypes are mixtures of are found; `'all'` takes every sample. */
export type SupportName = (typeof NAMES)[number]

/** The points that archetypes are mixtures of: by name, or a matrix with a point a column. */
export type Support = SupportName | MatrixLike

/** A support as checked. */
export interface CheckedSupport {
  readonly name: SupportName | 'given'
  /** The points, where they were given; `converted` for this fit alone, or somebody's own. */
  readonly given: { readonly matrix: Matrix; readonly converted: boolean } | undefined
}

/** The given points that go when the fit ends. */
export const supportTemporaries = ({ given }: CheckedSupport): readonly Matrix[] =>
  given?.converted === true ? [given.matrix] : []

/** A validator of the support, for data and a rank (checked before it) that it has to serve. */
export function supportOption(data: Data, fallback: SupportName): Check<CheckedSupport> {
  return (option, value, before) => {
    const name = value === undefined ? fallback : NAMES.find((name) => name === value)
    if (name !== undefined) {
      checkServes(data, name, option)
      return { name, given: undefined }
    }
    if (typeof value === 'string') throw invalidOption(option, value, `${inWords(NAMES)}, or a matrix of points`)
    return { name: 'given', given: givenPoints(option, value, data, before?.rank as number) }
  }
}

/** A validator of the number of points, for a support and a rank that were checked before it. */
export const pointsOption = ({ cols }: Data): Check<number> =>
  dependingOn((before) => {
    const [rank, { name, given }] = [before.rank as number, before.support as CheckedSupport]
    if (name !== 'all' && name !== 'given')
      return optional(wholeNumber(rank, cols), Math.min(cols, PER_ARCHETYPE * rank))
    return (option, value) => {
      const allowed = `nothing where the support is ${name === 'all' ? "'all'" : 'given'}`
      if (value !== undefined) throw invalidOption(option, value, allowed)
      return given?.matrix.cols ?? cols
    }
  })

/** What a way to find points asks of the data. */
function checkServes(data: Data, name: SupportName, option: string): void {
  if (name === 'hierarchical-clustering') checkNonnegative(data, 'X')
  if (!isSparseMatrix(data) || name === 'snpa') return
  throw new DeepMFError('ERR_INVALID_MATRIX', {
    message: `X is sparse, and the ${option} '${name}' needs a dense one; allowed for a sparse one: 'snpa', or a matrix of points`,
    option: 'X',
    received: data,
    allowed: "a dense matrix, or another option 'support'",
  })
}

function givenPoints(option: string, value: unknown, data: Data, rank: number) {
  const matrix = toMatrix(value, option, isMatrix(value) ? undefined : { precision: data.precision })
  if (matrix.rows !== data.rows || matrix.cols < rank) {
    const allowed = `${data.rows} rows, as in X, and ${rank} columns or more, one for each archetype`
    throw new DeepMFError('ERR_SHAPE', { option, received: matrix.shape, allowed })
  }
  if (matrix.precision !== data.precision) {
    const allowed = `${data.precision}, the precision of X`
    throw new DeepMFError('ERR_PRECISION', { option, received: matrix.precision, allowed })
  }
  checkScale(matrix, option)
  return { matrix, converted: !isMatrix(value) }
}
