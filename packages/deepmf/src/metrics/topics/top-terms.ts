import { invalidOption } from '../../errors.js'
import { checkNonnegative, toMatrix } from '../../matrix/internals.js'
import type { MatrixLike } from '../../matrix/matrix.js'
import { checkOptions, optional, wholeNumber } from '../../options/index.js'

/** A term of a topic. */
export interface TopicTerm {
  readonly term: string
  /** The row of W. */
  readonly index: number
  readonly weight: number
}

/** Options of {@link topTerms}. */
export interface TopTermsOptions {
  /** How many terms of each topic; 10 when absent. */
  readonly count?: number
}

/**
 * The terms with the largest weights in every topic, the largest first. Equal weights go by the lower index; a term of
 * weight 0 is in no topic, so that a list may be shorter. Cost: O(m r log m).
 *
 * @param W terms x topics, nonnegative, such as the W of an NMF of a term-document matrix
 * @param vocabulary the terms, one for each row
 * @throws DeepMFError what `Matrix.from` throws; `ERR_NEGATIVE`; `ERR_SHAPE` where terms are not as many as rows;
 *   `ERR_INVALID_OPTION`
 *
 * @example
 * topTerms([[0.9, 0], [0.2, 0.5], [0.4, 0.7]], ['cell', 'wing', 'flow'], { count: 2 }).map((topic) =>
 *   topic.map(({ term }) => term),
 * ) // [['cell', 'flow'], ['flow', 'wing']]
 */
export function topTerms(W: MatrixLike, vocabulary: readonly string[], options?: TopTermsOptions): TopicTerm[][] {
  const { count } = checkOptions('topTerms', options, { count: optional(wholeNumber(1), 10) })
  const matrix = toMatrix(W, 'W')
  try {
    checkNonnegative(matrix, 'W')
    const { rows, cols } = matrix
    if (!Array.isArray(vocabulary) || vocabulary.length !== rows) {
      throw invalidOption('vocabulary', vocabulary, `${rows} terms, one for each row of W`, 'ERR_SHAPE')
    }
    return Array.from({ length: cols }, (_, topic) => {
      const weights = matrix.column(topic)
      const order = Array.from(weights.keys()).filter((index) => (weights[index] as number) > 0)
      order.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
      return order.slice(0, count).map((index) => {
        const term = vocabulary[index]
        if (typeof term !== 'string') throw invalidOption(`vocabulary[${index}]`, term, 'a string')
        return { term, index, weight: weights[index] as number }
      })
    })
  } finally {
    if (matrix !== W) matrix.dispose()
  }
}
