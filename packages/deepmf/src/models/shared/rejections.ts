import { DeepMFError } from '../../errors.js'
import { isSparseMatrix } from '../../matrix/internals.js'
import type { Problem } from '../../problem/problem.js'
import type { Solver, SolverName } from '../../solvers/solver.js'
import type { Data } from './input.js'
import type { CheckedInit } from './options.js'

/** Refuses, before any work, a solver that cannot do one of the problem's blocks. */
export function checkSolver(solver: Solver, problem: Problem): void {
  for (const block of problem.blocks) {
    const reason = solver.rejects(block)
    if (reason !== undefined) {
      throw new DeepMFError('ERR_INVALID_OPTION', {
        message: `option 'solver': received '${solver.name}', but ${reason}; allowed: 'fpgd'`,
        option: 'solver',
        received: solver.name,
        allowed: "'fpgd'",
      })
    }
  }
}

/** Refuses a solver that is not one of the few that a model has. */
export function checkSolverName(name: SolverName, allowed: readonly SolverName[], why: string): void {
  if (allowed.includes(name)) return
  const names = allowed.map((known) => `'${known}'`).join(', ')
  throw new DeepMFError('ERR_INVALID_OPTION', {
    message: `option 'solver': received '${name}', but ${why}; allowed: ${names}`,
    option: 'solver',
    received: name,
    allowed: names,
  })
}

/** The starts that see the data through products, norms and single columns. */
const SPARSE_STARTS: readonly CheckedInit['name'][] = [
  'random',
  'column-subset',
  'snpa',
  'nndsvd',
  'nndsvda',
  'nndsvdar',
  'given',
]

/** Refuses, before any work, a start that would have to write a sparse matrix out. */
export function checkStart(data: Data, { name }: Pick<CheckedInit, 'name'>): void {
  if (!isSparseMatrix(data) || SPARSE_STARTS.includes(name)) return
  const allowed = "'random', 'column-subset', 'snpa', 'nndsvd', 'nndsvda', 'nndsvdar', or factors"
  throw new DeepMFError('ERR_INVALID_OPTION', {
    message: `option 'init': received '${name}', which needs a dense X; allowed for a sparse one: ${allowed}`,
    option: 'init',
    received: name,
    allowed,
  })
}
