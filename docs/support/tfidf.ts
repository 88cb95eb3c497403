import type { SparseMatrix } from 'deepmf'

/**
 * tf-idf of counts (terms x documents): every count by ln((1 + n) / (1 + documents with the term)) + 1, then every document
 * to length one.
 */
export function tfidf(counts: SparseMatrix): SparseMatrix {
  const { starts } = counts.toCSR()
  const documents = counts.cols
  const idf = Float64Array.from({ length: counts.rows }, (_, term) => {
    const frequency = (starts[term + 1] as number) - (starts[term] as number)
    return Math.log((1 + documents) / (1 + frequency)) + 1
  })
  const weighted = counts.scaleRows(idf)
  const { columnIndices, values } = weighted.toCOO()
  const squares = new Float64Array(documents)
  columnIndices.forEach((document, at) => {
    squares[document] = (squares[document] as number) + (values[at] as number) ** 2
  })
  return weighted.scaleColumns(squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0)))
}
