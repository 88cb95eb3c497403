import { invalidOption } from '../../errors.js'

/** The terms of topics, the most important first: as `topTerms` gives them, or the rows of the term-document matrix. */
export type Topics = readonly (readonly (number | { readonly index: number })[])[]

/** The rows of the terms of every topic; `terms` is how many rows there are, where that is known. */
export function termsOf(topics: Topics, terms = Number.MAX_SAFE_INTEGER): number[][] {
  if (!Array.isArray(topics) || topics.length === 0) {
    throw invalidOption('topics', topics, 'an array with the terms of one topic or more')
  }
  return topics.map((topic: unknown, t) => {
    if (!Array.isArray(topic)) throw invalidOption(`topics[${t}]`, topic, 'an array of terms')
    const rows = topic.map((term: unknown, k) => {
      const row = typeof term === 'object' && term !== null ? (term as { index?: unknown }).index : term
      if (Number.isInteger(row) && (row as number) >= 0 && (row as number) < terms) return row as number
      throw invalidOption(`topics[${t}][${k}]`, term, `the index of a term, from 0 to ${terms - 1}`)
    })
    if (new Set(rows).size < rows.length) throw invalidOption(`topics[${t}]`, topic, 'different terms')
    return rows
  })
}
