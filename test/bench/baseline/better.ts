import { race } from '../timing.js'
import { uniformEntries } from '../uniform.js'
import { multiplyByDots, multiplyRowWise } from './products.js'

type Multiply = typeof multiplyRowWise

/** The faster order of the triple loop on this machine, tried at one size. */
export function betterTripleLoop(size: number): Multiply {
  const [a, b, c] = [uniformEntries(size * size, 1), uniformEntries(size * size, 2), new Float64Array(size * size)]
  const orders: Multiply[] = [multiplyRowWise, multiplyByDots]
  const timings = race(
    orders.map((multiply) => ({ name: multiply.name, run: () => multiply(size, size, size, a, b, c) })),
    { rounds: 3, seconds: 0.02 },
  )
  const seconds = (multiply: Multiply) => timings.get(multiply.name)?.min ?? Number.POSITIVE_INFINITY
  return orders.reduce((best, order) => (seconds(order) < seconds(best) ? order : best))
}
