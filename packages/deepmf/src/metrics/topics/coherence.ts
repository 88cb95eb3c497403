import { backendName, requireBackend } from '../../backend/select.js'
import { invalidOption } from '../../errors.js'
import type { DataLike } from '../../matrix/index.js'
import { checkNonnegative, isSparseMatrix, toMatrix } from '../../matrix/internals.js'
import { checkOptions, oneOf, optional } from '../../options/index.js'
import type { MetricOptions } from '../relative-error.js'
import { type Occurrences, occurrences } from './occurrences.js'
import { type Topics, termsOf } from './topics.js'

/** Options of {@link topicCoherence}. */
export interface CoherenceOptions extends MetricOptions {
  /** `'npmi'` (the default) or `'umass'`. */
  readonly measure?: 'npmi' | 'umass'
}

/** What {@link topicCoherence} finds. */
export interface Coherence {
  /** The mean over the topics. */
  readonly mean: number
  /** The value of every topic. */
  readonly topics: Float64Array
}

/**
 * The coherence of topics: whether the top terms of a topic are found in the same documents. With D(a) documents out of
 * D having the term a, and D(a, b) both a and b, it is the mean over all pairs of terms of a topic of
 *
 * - `'npmi'`: log(D(a, b) D / (D(a) D(b))) / -log(D(a, b) / D), from -1 (never together) over 0 (independent) to 1
 *   (always together; also where both are in every document)
 * - `'umass'`: log((D(a, b) + 1) / D(b)), b being the more important of the two; the published sum is this mean times
 *   the number of pairs
 *
 * A topic with fewer than two terms has 0. Logarithms are those of the kernels, so that the bits are the same everywhere.
 * Cost: O(entries of X), and that of comparing the documents of every pair.
 *
 * @param X terms x documents, nonnegative, dense or sparse; a term is in a document where its number is above 0
 * @param topics the top terms of every topic, the most important first, of {@link topTerms} or as rows of X
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NEGATIVE`; `ERR_INVALID_OPTION`, for a term that no document has
 *   too; in a browser `ERR_BACKEND_NOT_LOADED` before the first fit or `loadBackend()`
 *
 * Reference: Mimno, Wallach, Talley, Leenders and McCallum (2011) for UMass; Bouma (2009) and Aletras and Stevenson
 * (2013) for NPMI; Röder, Both and Hinneburg (2015) for the comparison of both.
 *
 * @example
 * const fit = await nmf(X, { rank: 4, loss: 'kullback-leibler' })
 * topicCoherence(X, topTerms(fit.W, vocabulary)).mean
 */
export function topicCoherence(X: DataLike, topics: Topics, options?: CoherenceOptions): Coherence {
  const { measure, backend } = checkOptions('topicCoherence', options, {
    measure: optional(oneOf('npmi', 'umass'), 'npmi'),
    backend: backendName(),
  })
  const matrix = isSparseMatrix(X) ? X : toMatrix(X, 'X')
  try {
    checkNonnegative(matrix, 'X')
    const terms = termsOf(topics, matrix.rows)
    const found = occurrences(matrix, terms.flat())
    terms.forEach((topic, t) => {
      topic.forEach((term, k) => {
        if (found.of(term) > 0) return
        throw invalidOption(`topics[${t}][${k}]`, term, 'a term that a document of X has')
      })
    })
    const pairs = terms.map((topic) => topic.flatMap((a, k) => topic.slice(0, k).map((b) => [a, b] as const)))
    const values = (measure === 'npmi' ? npmi : umass)(found, pairs.flat(), (numbers) => logs(numbers, backend))
    let at = 0
    const means = pairs.map((list) => {
      const sum = list.reduce((total) => total + (values[at++] as number), 0)
      return list.length === 0 ? 0 : sum / list.length
    })
    return { mean: means.reduce((sum, value) => sum + value, 0) / means.length, topics: Float64Array.from(means) }
  } finally {
    if (matrix !== X) matrix.dispose()
  }
}

type Pairs = readonly (readonly [a: number, b: number])[]
type Logs = (numbers: number[]) => Float64Array

function umass(found: Occurrences, pairs: Pairs, logsOf: Logs): Float64Array {
  return logsOf(pairs.map(([a, b]) => (found.together(a, b) + 1) / found.of(b)))
}

function npmi(found: Occurrences, pairs: Pairs, logsOf: Logs): Float64Array {
  const { documents } = found
  const both = pairs.map(([a, b]) => found.together(a, b))
  // The logarithm of 1 in the place of one that has no limit to divide.
  const lifts = logsOf(pairs.map(([a, b], k) => ratio((both[k] as number) * documents, found.of(a) * found.of(b))))
  const shares = logsOf(both.map((count) => ratio(count, documents)))
  return lifts.map((lift, k) => {
    if (both[k] === 0) return -1
    return both[k] === documents ? 1 : lift / -(shares[k] as number)
  })
}

const ratio = (above: number, below: number) => (above === 0 ? 1 : above / below)

function logs(numbers: number[], name: MetricOptions['backend']): Float64Array {
  if (numbers.length === 0) return new Float64Array()
  const { kernels } = requireBackend(name)
  const id = kernels.upload64(1, numbers.length, Float64Array.from(numbers))
  try {
    kernels.elementary(id, id, 'log')
    return kernels.download64(id)
  } finally {
    kernels.release(id)
  }
}
