import { DIVERGENCE_KERNELS, type DivergenceKernels } from './divergence.js'
import { ELEMENTWISE_KERNELS, type ElementwiseKernels } from './elementwise.js'
import { MACHINE_KERNELS, type MachineKernels } from './machine.js'
import { MEMORY_KERNELS, type MemoryKernels } from './memory.js'
import { PRODUCTS_KERNELS, type ProductKernels } from './products.js'
import { PROJECTIONS_KERNELS, type ProjectionKernels } from './projections.js'
import { REDUCTIONS_KERNELS, type ReductionKernels } from './reductions.js'
import { SMALL_KERNELS, type SmallKernels } from './small.js'
import { SOLVERS_KERNELS, type SolverKernels } from './solvers.js'
import { SPARSE_KERNELS, type SparseKernels } from './sparse.js'
import { STARTS_KERNELS, type StartKernels } from './starts.js'
import { TENSOR_KERNELS, type TensorKernels } from './tensor.js'

/**
 * What every binding offers: the same names, the same order of arguments, the same bits.
 *
 * Matrices are whole numbers (ids) that stand for dense row-major matrices in the backend's memory, or for sparse ones
 * where that is said; no matrix has the id 0. An operation's matrices all have one precision. The destination comes first and must be no other argument
 * unless that is said. Sums are taken in the order of the numerics contract.
 */
export interface Kernels
  extends MemoryKernels,
    ElementwiseKernels,
    ProductKernels,
    ReductionKernels,
    SmallKernels,
    ProjectionKernels,
    SolverKernels,
    DivergenceKernels,
    SparseKernels,
    StartKernels,
    TensorKernels,
    MachineKernels {}

/** The names of all kernels. */
export const KERNEL_NAMES: readonly (keyof Kernels)[] = [
  ...MEMORY_KERNELS,
  ...ELEMENTWISE_KERNELS,
  ...PRODUCTS_KERNELS,
  ...REDUCTIONS_KERNELS,
  ...SMALL_KERNELS,
  ...PROJECTIONS_KERNELS,
  ...SOLVERS_KERNELS,
  ...DIVERGENCE_KERNELS,
  ...SPARSE_KERNELS,
  ...STARTS_KERNELS,
  ...TENSOR_KERNELS,
  ...MACHINE_KERNELS,
]
