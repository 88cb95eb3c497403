import { invalidOption } from '../../errors.js'
import { type Topics, termsOf } from './topics.js'

/**
 * The diversity of topics: the share of different terms among all top terms of all topics, from 1 / r, where all topics
 * have the same terms, to 1, where no term is in two of them.
 *
 * Reference: Dieng, Ruiz and Blei, *Topic modeling in embedding spaces* (2020).
 *
 * @param topics the top terms of every topic, of {@link topTerms} or as indices
 * @throws DeepMFError `ERR_INVALID_OPTION` where there are none, or a term is twice in a topic
 *
 * @example
 * topicDiversity([[0, 1], [1, 2]])   // 0.75
 */
export function topicDiversity(topics: Topics): number {
  const terms = termsOf(topics).flat()
  if (terms.length === 0) throw invalidOption('topics', topics, 'a term or more')
  return new Set(terms).size / terms.length
}
