import type { Constraint } from './constraint.js'

/** No set at all: a factor of any sign and size. */
export function free(): Constraint {
  return { name: 'free', projection: 'none', along: 'columns', parameters: [] }
}
