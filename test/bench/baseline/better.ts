import { uniformEntries } from '../uniform.js'
import { multiplyByDots, multiplyRowWise } from './products.js'

type Multiply = typeof multiplyRowWise

/** The faster order of the triple loop on this machine, tried at the very size, because caches decide. */
export function betterTripleLoop(size: number): Multiply {
  const orders: Multiply[] = [multiplyRowWise, multiplyByDots]
  for (const multiply of orders) for (let run = 0; run < 20; run++) seconds(multiply, 64)
  const tries = size > 512 ? [1] : [1, 2, 3]
  const times = orders.map((multiply) => Math.min(...tries.map(() => seconds(multiply, size))))
  return orders[times.indexOf(Math.min(...times))] as Multiply
}

function seconds(multiply: Multiply, size: number): number {
  const [a, b, c] = [uniformEntries(size * size, 1), uniformEntries(size * size, 2), new Float64Array(size * size)]
  const start = performance.now()
  multiply(size, size, size, a, b, c)
  return (performance.now() - start) / 1000
}
