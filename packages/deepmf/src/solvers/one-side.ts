import type { Kernels } from '../backend/kernels/index.js'
import type { SideName } from '../backend/kernels/solvers.js'
import { projectInPlace } from '../constraints/in-place.js'
import type { Value } from '../problem/arena.js'
import type { NormalEquations } from '../problem/assemble.js'
import type { Block } from '../problem/problem.js'

/** Why a solver that takes one Gram matrix cannot do `block`, or `undefined` where it can. */
export function twoSided(block: Block): string | undefined {
  const { factor, terms, regularisers = [] } = block
  const empty = (side: 'left' | 'right') =>
    terms.every((term) => term[side].length === 0) && regularisers.every((regulariser) => regulariser.side !== side)
  if (!empty('left') && !empty('right')) return `the error of ${factor} has products on both of its sides`
  return notQuadratic(block)
}

/** Why a solver of quadratics cannot do `block`, or `undefined` where it can. */
export function notQuadratic({ factor, proximal }: Block): string | undefined {
  return proximal === undefined ? undefined : `the penalty '${proximal.name}' of ${factor} needs proximal maps`
}

/** Why a solver that needs a convex problem cannot do `block`, or `undefined` where it can. */
export function notConvex({ factor, regularisers = [] }: Block): string | undefined {
  const indefinite = regularisers.find((regulariser) => regulariser.indefinite)
  return indefinite === undefined
    ? undefined
    : `with the penalty '${indefinite.name}' the problem of ${factor} is not convex`
}

/** Calls `solve` with the Gram matrix and its side; where there is none the nearest point to B is the solution. */
export function onOneSide(
  kernels: Kernels,
  { constraint }: Block,
  factor: Value,
  { linear, left, right }: NormalEquations,
  solve: (gram: number, side: SideName) => void,
): void {
  const [p, q] = [left[0], right[0]]
  if (p !== undefined) solve(p.id, 'left')
  else if (q !== undefined) solve(q.id, 'right')
  else {
    kernels.copy(factor.id, linear.id)
    projectInPlace(kernels, factor.id, constraint)
  }
}

/** Id 0 is the identity for the kernels. */
export const ids = (values: readonly (Value | undefined)[]) => Uint32Array.from(values, (value) => value?.id ?? 0)
