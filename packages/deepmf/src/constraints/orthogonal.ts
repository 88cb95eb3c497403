import type { Constraint } from './constraint.js'

/**
 * F >= 0 with rows of length 1 that are orthogonal to each other (orthogonal NMF): every column keeps its largest
 * positive entry, the first among equals, and then every row is scaled to length 1; a row without an entry stays 0. Not
 * convex: the supports are the nearest ones for rows of any length.
 *
 * Reference: Pompili, Gillis, Absil, Glineur (2014); De Handschutter, thesis (2023), section 2.3.1.
 */
export function orthogonalRows(): Constraint {
  return { name: 'orthogonal rows', projection: 'orthogonal', along: 'rows', parameters: [] }
}

/** F >= 0 with orthogonal columns of length 1; else as {@link orthogonalRows}. */
export function orthogonalColumns(): Constraint {
  return { name: 'orthogonal columns', projection: 'orthogonal', along: 'columns', parameters: [] }
}
