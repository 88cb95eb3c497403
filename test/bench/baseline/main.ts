/**
 * The plain programs as a process of their own, which prints what it took as JSON:
 *
 *     main.ts gemm row-wise|by-dots SIZE SECONDS
 *     main.ts fit FOLDER
 *
 * WebAssembly that grows its memory detaches an ArrayBuffer, and from then on V8 checks every access to any typed array
 * in that process: plain loops run a quarter slower beside the other backends. Here they have the engine to themselves.
 */
import { readProblem } from '../peers/problem.js'
import { type Measured, race, stopwatch } from '../timing.js'
import { uniformEntries } from '../uniform.js'
import { layerCentric } from './layer-centric.js'
import { multiplyByDots, multiplyRowWise, transposed } from './products.js'

const [what, ...args] = process.argv.slice(2)
console.log(JSON.stringify(what === 'fit' ? fit(args[0] as string) : gemm(args)))

function gemm([order, size, seconds]: string[]): Measured {
  const n = Number(size)
  const [a, b, c] = [uniformEntries(n * n, 1), uniformEntries(n * n, 2), new Float64Array(n * n)]
  const multiply = order === 'row-wise' ? multiplyRowWise : multiplyByDots
  // Small ones first, so that the engine's best compiler has done its work.
  for (let run = 0; run < 50; run++) multiply(48, 48, 48, a, b, c)
  const options = { rounds: 1, seconds: Number(seconds), budget: 0 }
  const timing = race([{ name: '', run: () => multiply(n, n, n, a, b, c) }], options)
  const { min, processor } = timing.get('') as { min: number; processor: number }
  return { seconds: min, processor }
}

/**
 * The layer-centric fit in the direction of the coefficients and with rows of W that sum to at most one: `X = W1 H1,
 * H1 = W2 H2, ...` is `Xᵀ = H1ᵀ W1ᵀ, H1ᵀ = H2ᵀ W2ᵀ, ...`, the plain program's own direction.
 */
function fit(folder: string): Measured & { losses: number[] } {
  const { m, n, X, start, iterations, innerSteps } = readProblem(folder)
  const problem = (count: number) => ({
    m: n,
    n: m,
    X: transposed(m, n, X),
    layers: start.map(({ rank, W, H }) => ({
      rank,
      W: transposed(rank, H.length / rank, H),
      H: transposed(W.length / rank, rank, W),
    })),
    constraintOnH: 'columns-sum-at-most-one' as const,
    iterations: count,
    innerSteps,
  })
  layerCentric(problem(1))
  let losses: number[] = []
  const measured = stopwatch(() => {
    losses = layerCentric(problem(iterations))
  })
  return { ...measured, losses }
}
