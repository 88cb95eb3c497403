import { multiplyRowWise } from './products.js'

/** What a block is projected on: nonnegative entries, or nonnegative columns that sum to at most one. */
export type Constraint = 'nonnegative' | 'columns-sum-at-most-one'

const FIRST_ALPHA = 0.05

/**
 * Minimises 1/2 <F, P F> - <B, F> over the constraint by accelerated projected gradient steps, in place.
 *
 * F and B are r x n, P is r x r. The product P F is kept beside F, so that the objective and the extrapolated point's
 * gradient both come from the one product of a step. A step that makes the objective worse is thrown away and the
 * momentum starts again (Thesis, algorithm 2, with the best iterate kept).
 */
export function fpgd(
  r: number,
  n: number,
  f: Float64Array,
  p: Float64Array,
  b: Float64Array,
  constraint: Constraint,
  steps: number,
): void {
  const size = r * n
  const lipschitz = largestEigenvalue(r, p)
  if (lipschitz === 0) return
  const step = 1 / lipschitz

  let current = Float64Array.from(f)
  let product = new Float64Array(size)
  multiplyRowWise(r, n, r, p, current, product)
  let objective = quadratic(current, product, b)
  const point = Float64Array.from(current)
  const pointProduct = Float64Array.from(product)
  let next = new Float64Array(size)
  let nextProduct = new Float64Array(size)
  let alpha = FIRST_ALPHA

  for (let inner = 0; inner < steps; inner++) {
    for (let i = 0; i < size; i++) {
      next[i] = (point[i] as number) - step * ((pointProduct[i] as number) - (b[i] as number))
    }
    if (constraint === 'nonnegative') clip(next)
    else capColumnSums(r, n, next)
    multiplyRowWise(r, n, r, p, next, nextProduct)
    const value = quadratic(next, nextProduct, b)
    if (value > objective) {
      point.set(current)
      pointProduct.set(product)
      alpha = FIRST_ALPHA
      continue
    }
    const alphaSquared = alpha * alpha
    const nextAlpha = (Math.sqrt(alphaSquared * alphaSquared + 4 * alphaSquared) - alphaSquared) / 2
    const beta = (alpha * (1 - alpha)) / (alphaSquared + nextAlpha)
    for (let i = 0; i < size; i++) {
      const x = next[i] as number
      const y = nextProduct[i] as number
      point[i] = x + beta * (x - (current[i] as number))
      pointProduct[i] = y + beta * (y - (product[i] as number))
    }
    ;[current, next] = [next, current]
    ;[product, nextProduct] = [nextProduct, product]
    objective = value
    alpha = nextAlpha
  }
  f.set(current)
}

function quadratic(f: Float64Array, product: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < f.length; i++) sum += (f[i] as number) * (0.5 * (product[i] as number) - (b[i] as number))
  return sum
}

function clip(f: Float64Array): void {
  for (let i = 0; i < f.length; i++) if ((f[i] as number) < 0) f[i] = 0
}

/** Clips every column; one that then still sums to more than one moves to the nearest point of the simplex instead. */
function capColumnSums(r: number, n: number, f: Float64Array): void {
  const column = new Float64Array(r)
  for (let j = 0; j < n; j++) {
    let total = 0
    for (let i = 0; i < r; i++) {
      const entry = f[i * n + j] as number
      column[i] = entry
      if (entry > 0) total += entry
    }
    const threshold = total > 1 ? simplexThreshold(column) : 0
    for (let i = 0; i < r; i++) f[i * n + j] = Math.max(0, (f[i * n + j] as number) - threshold)
  }
}

/** What to subtract so that the positive part sums to one. Sorts the column that it is given. */
function simplexThreshold(column: Float64Array): number {
  column.sort()
  let sum = 0
  let threshold = 0
  for (let i = column.length - 1, count = 1; i >= 0; i--, count++) {
    sum += column[i] as number
    const candidate = (sum - 1) / count
    if (candidate >= (column[i] as number)) break
    threshold = candidate
  }
  return threshold
}

/** An upper estimate of the largest eigenvalue of a nonnegative definite matrix, by power iteration and a margin. */
function largestEigenvalue(r: number, p: Float64Array): number {
  let vector = new Float64Array(r).fill(1 / Math.sqrt(r))
  let image = new Float64Array(r)
  let value = 0
  for (let iteration = 0; iteration < 50; iteration++) {
    let norm = 0
    for (let i = 0; i < r; i++) {
      let sum = 0
      for (let j = 0; j < r; j++) sum += (p[i * r + j] as number) * (vector[j] as number)
      image[i] = sum
      norm += sum * sum
    }
    norm = Math.sqrt(norm)
    if (norm === 0) return 0
    for (let i = 0; i < r; i++) image[i] = (image[i] as number) / norm
    const settled = Math.abs(norm - value) <= 1e-10 * norm
    value = norm
    ;[vector, image] = [image, vector]
    if (settled) break
  }
  return value * (1 + 1e-6)
}
