import { invalidOption } from '../errors.js'
import type { Constraint } from './constraint.js'

/** The value, if it is a set. */
export function asConstraint(option: string, value: unknown): Constraint {
  const { projection, along, parameters } = (value ?? {}) as Partial<Constraint>
  if (typeof projection === 'string' && typeof along === 'string' && Array.isArray(parameters)) {
    return value as Constraint
  }
  throw invalidOption(option, value, 'a set, such as nonnegative() or simplexColumns()')
}
