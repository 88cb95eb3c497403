import type { Kernels } from '../backend/kernels/index.js'
import type { Constraint } from './constraint.js'

/** The matrix with that number ← the nearest one in the set. */
export function projectInPlace(kernels: Kernels, id: number, { projection, along, parameters }: Constraint): void {
  kernels.project(id, projection, along, Float64Array.from(parameters))
}
