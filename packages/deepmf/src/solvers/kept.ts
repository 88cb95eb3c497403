import type { Arena, Value } from '../problem/arena.js'

/**
 * Matrices like a factor, zero at first, that a solver has for it from its first update to the end of the fit: updates make
 * none of their own.
 */
export function keptFor<Name extends string>(...names: readonly Name[]) {
  const known = new WeakMap<Value, Readonly<Record<Name, Value>>>()
  return (arena: Arena, factor: Value): Readonly<Record<Name, Value>> => {
    let kept = known.get(factor)
    if (kept === undefined) {
      const made = names.map((name) => [name, arena.allocate(factor.rows, factor.cols)])
      kept = Object.fromEntries(made) as Record<Name, Value>
      known.set(factor, kept)
    }
    return kept
  }
}
