import { type Constraint, fpgd } from './fpgd.js'
import { multiplyRowWise, transposed } from './products.js'

/** One layer's factors: W is m x rank, H is rank x (the previous rank, or n). */
export interface PlainLayer {
  rank: number
  W: Float64Array
  H: Float64Array
}

export interface PlainProblem {
  m: number
  n: number
  X: Float64Array
  /** The start; the fit works in these arrays. */
  layers: PlainLayer[]
  constraintOnH: Constraint
  iterations: number
  innerSteps: number
}

/**
 * Deep NMF with the layer-centric loss 1/2 sum_l lambda_{l-1} ||W_{l-1} - W_l H_l||^2, W_0 = X, in plain JavaScript.
 *
 * Blocks in the order H_1, W_1, H_2, W_2, ...; each is solved from its normal equations by `fpgd`. The weights make
 * every term as large as the first one at the start. Returns the loss after each iteration.
 */
export function layerCentric(problem: PlainProblem): number[] {
  const { m, layers, constraintOnH, innerSteps } = problem
  const depth = layers.length
  const start = layerErrors(problem)
  const weights = start.map((error) => (start[0] as number) / error)
  const losses: number[] = []

  for (let iteration = 0; iteration < problem.iterations; iteration++) {
    let above = problem.X
    let width = problem.n
    for (let l = 0; l < depth; l++) {
      const { rank, W, H } = layers[l] as PlainLayer
      const weight = weights[l] as number

      const Wt = transposed(m, rank, W)
      fpgd(rank, width, H, product(rank, rank, m, Wt, W), product(rank, width, m, Wt, above), constraintOnH, innerSteps)

      // W is solved as its transpose, so that the one solver serves both: min over Wt with the Gram matrix H Ht.
      const Ht = transposed(rank, width, H)
      const gram = product(rank, rank, width, H, Ht)
      const cross = product(m, rank, width, above, Ht)
      for (let i = 0; i < gram.length; i++) gram[i] = weight * (gram[i] as number)
      for (let i = 0; i < cross.length; i++) cross[i] = weight * (cross[i] as number)
      const next = layers[l + 1]
      if (next) {
        const nextWeight = weights[l + 1] as number
        const target = product(m, rank, next.rank, next.W, next.H)
        for (let i = 0; i < rank; i++) gram[i * rank + i] = (gram[i * rank + i] as number) + nextWeight
        for (let i = 0; i < cross.length; i++) cross[i] = (cross[i] as number) + nextWeight * (target[i] as number)
      }
      const solution = transposed(m, rank, W)
      fpgd(rank, m, solution, gram, transposed(m, rank, cross), 'nonnegative', innerSteps)
      W.set(transposed(rank, m, solution))

      above = W
      width = rank
    }
    losses.push(layerErrors(problem).reduce((sum, error, l) => sum + 0.5 * (weights[l] as number) * error, 0))
  }
  return losses
}

/** ||W_{l-1} - W_l H_l||^2 for every layer. */
export function layerErrors(problem: Pick<PlainProblem, 'm' | 'n' | 'X' | 'layers'>): number[] {
  let above = problem.X
  let width = problem.n
  return problem.layers.map(({ rank, W, H }) => {
    const fitted = product(problem.m, width, rank, W, H)
    let sum = 0
    for (let i = 0; i < fitted.length; i++) sum += ((above[i] as number) - (fitted[i] as number)) ** 2
    above = W
    width = rank
    return sum
  })
}

function product(m: number, n: number, k: number, a: Float64Array, b: Float64Array): Float64Array {
  const c = new Float64Array(m * n)
  multiplyRowWise(m, n, k, a, b, c)
  return c
}
