import { nonnegative } from '../../constraints/nonnegative.js'
import type { Measure, Problem, Term } from '../../problem/problem.js'
import { X } from '../shared/names.js'

/** `½ ‖X - A S‖² + weight / 2 · ‖Y - B S‖²` over A, B and S, all nonnegative. */
export function supervisedNMFProblem(weight: number): Problem {
  const term = (weightOf: number, target: string, left: string[], right: string[]): Term => ({
    weight: weightOf,
    target: [target],
    left,
    right,
  })
  const around = (target: string, basis: string): Measure => ({
    target: [target],
    left: [basis],
    factor: 'S',
    right: [],
  })
  const [data, labels] = [around(X, 'A'), around('Y', 'B')]
  return {
    blocks: [
      { factor: 'A', constraint: nonnegative(), terms: [term(1, X, [], ['S'])] },
      { factor: 'B', constraint: nonnegative(), terms: [term(weight, 'Y', [], ['S'])] },
      { factor: 'S', constraint: nonnegative(), terms: [term(1, X, ['A'], []), term(weight, 'Y', ['B'], [])] },
    ],
    layers: [
      { layer: data, data, layerWeight: 1, dataWeight: 0 },
      { layer: labels, data: labels, layerWeight: weight, dataWeight: 0 },
    ],
    derived: [],
    first: 'left',
  }
}
