/** Which factor of a layer the next layer factorizes again. */
export type Decompose =
  /** `X ≈ W1 H1, W1 ≈ W2 H2, ...`: from the specific to the general. */
  | 'features'
  /** `X ≈ W1 H1, H1 ≈ W2 H2, ...`: from parts to wholes. */
  | 'coefficients'

/** The name of the data in chains. */
export const X = 'X'

/** The names of the factors of layer `l`, counted from 1, in chains. */
export const w = (l: number) => `W${l}`
export const h = (l: number) => `H${l}`

/** The matrix that layer `l` factorizes. */
export const targetOf = (l: number, decompose: Decompose) =>
  l === 1 ? X : decompose === 'features' ? w(l - 1) : h(l - 1)

/** `from, from - 1, ..., to` (empty when from < to). */
export const descending = (from: number, to: number) =>
  Array.from({ length: Math.max(0, from - to + 1) }, (_, i) => from - i)

/** `from, from + 1, ..., to` (empty when from > to). */
export const ascending = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
