import { invalidOption } from '../errors.js'

/** Labels of samples: any whole numbers; equal ones are one cluster. */
export type Labels = ArrayLike<number>

/** How many samples two labelings have in each pair of clusters. */
export interface Contingency {
  readonly samples: number
  /** A row for each cluster of the first labeling, in the order of their labels; a column for each of the second. */
  readonly counts: readonly (readonly number[])[]
  /** How many samples each cluster of the first has. */
  readonly rows: readonly number[]
  /** The same of the second. */
  readonly columns: readonly number[]
}

/** Counts pairs of labels. */
export function contingency(labels: Labels, truth: Labels): Contingency {
  const [first, second] = [ranked(labels, 'labels'), ranked(truth, 'truth')]
  if (labels.length !== truth.length) {
    throw invalidOption('truth', truth, `${labels.length} labels, as many as there are samples`, 'ERR_SHAPE')
  }
  const counts = Array.from({ length: first.clusters }, () => new Array<number>(second.clusters).fill(0))
  first.ranks.forEach((cluster, j) => {
    const row = counts[cluster] as number[]
    const column = second.ranks[j] as number
    row[column] = (row[column] as number) + 1
  })
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columns = Array.from({ length: second.clusters }, (_, j) =>
    counts.reduce((sum, row) => sum + (row[j] as number), 0),
  )
  return { samples: labels.length, counts, rows, columns }
}

/** Labels as 0, 1, ... in their order. */
export function ranked(labels: Labels, what: string): { readonly ranks: Uint32Array; readonly clusters: number } {
  if (labels.length === 0) throw invalidOption(what, labels, 'one label or more', 'ERR_SHAPE')
  const list = Array.from(labels)
  list.forEach((label, j) => {
    if (!Number.isInteger(label)) throw invalidOption(`${what}[${j}]`, label, 'a whole number')
  })
  const rank = new Map([...new Set(list)].sort((a, b) => a - b).map((label, i) => [label, i]))
  return { ranks: Uint32Array.from(list, (label) => rank.get(label) as number), clusters: rank.size }
}
