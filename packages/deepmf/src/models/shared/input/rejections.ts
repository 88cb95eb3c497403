import { DeepMFError } from '../../../errors.js'
import { INIT_NAMES } from '../../../init/by-name.js'
import { isSparseMatrix } from '../../../matrix/internals.js'
import { inWords } from '../../../options/index.js'
import type { Problem } from '../../../problem/problem.js'
import type { Solver, SolverName } from '../../../problem/solver.js'
import type { Data } from './data.js'
import type { CheckedInit } from './init-options.js'

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
  const names = inWords(allowed)
  throw new DeepMFError('ERR_INVALID_OPTION', {
    message: `option 'solver': received '${name}', but ${why}; allowed: ${names}`,
    option: 'solver',
    received: name,
    allowed: names,
  })
}

/** Why a start cannot do without the cells that sparse data do not store. */
const DENSE_STARTS: Partial<Record<CheckedInit['name'], string>> = {
  'hierarchical-clustering': 'factorizes parts of X that it writes out',
  soda: 'keeps the inner products of all columns, a dense matrix',
  'random-soda': 'keeps the inner products of many columns, a dense matrix',
  'clustering-soda': 'keeps the inner products of many columns, a dense matrix',
}

/** Refuses, before any work, a start that would have to write a sparse matrix out. */
export function checkStart(data: Data, { name }: Pick<CheckedInit, 'name'>): void {
  const reason = DENSE_STARTS[name]
  if (!isSparseMatrix(data) || reason === undefined) return
  const names = INIT_NAMES.filter((known) => DENSE_STARTS[known] === undefined)
  const allowed = `${inWords(names)}, or factors`
  throw new DeepMFError('ERR_INVALID_OPTION', {
    message: `option 'init': received '${name}', which ${reason}; allowed for a sparse X: ${allowed}`,
    option: 'init',
    received: name,
    allowed,
  })
}
