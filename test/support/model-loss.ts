import { chain, distanceSquared, type Rows } from './dense.js'

/** The factors of one layer on the JavaScript side. */
export interface HostLayer {
  W: Rows
  H: Rows
}

/** The approximation of the data that ends at layer `depth`, written out from its definition. */
export function approximation(layers: readonly HostLayer[], depth: number, decompose: string): Rows {
  const used = layers.slice(0, depth)
  const last = used[depth - 1] as HostLayer
  return decompose === 'features'
    ? chain(last.W, ...used.map(({ H }) => H).reverse())
    : chain(...used.map(({ W }) => W), last.H)
}

/** The squared error of each layer against the matrix that it factorizes. */
export function layerSquares(X: Rows, layers: readonly HostLayer[], decompose: string): number[] {
  return layers.map(({ W, H }, l) => {
    const before = layers[l - 1]
    const target = before === undefined ? X : decompose === 'features' ? before.W : before.H
    return distanceSquared(target, chain(W, H))
  })
}

/** The squared error of each layer's approximation against the data. */
export function dataSquares(X: Rows, layers: readonly HostLayer[], decompose: string): number[] {
  return layers.map((_, l) => distanceSquared(X, approximation(layers, l + 1, decompose)))
}

/** The objective of a loss that all blocks share, from its definition. */
export function modelLoss(
  loss: string,
  X: Rows,
  layers: readonly HostLayer[],
  weights: readonly number[],
  decompose: string,
): number {
  const weighted = (squares: number[]) => squares.reduce((sum, e, l) => sum + 0.5 * (weights[l] as number) * e, 0)
  if (loss === 'layer-centric') return weighted(layerSquares(X, layers, decompose))
  if (loss === 'data-centric') return weighted(dataSquares(X, layers, decompose))
  return 0.5 * (dataSquares(X, layers, decompose).at(-1) as number)
}

/**
 * The error that Trigeorgis' update of one factor lowers (De Handschutter, thesis, table 5.1): that of the approximation
 * that ends at the factor's layer, or at the next one for the factor that the next layer keeps.
 */
export function trigeorgisLoss(factor: string, X: Rows, layers: readonly HostLayer[], decompose: string): number {
  const l = Number(factor.slice(1))
  const replaced = decompose === 'features' ? 'W' : 'H'
  const depth = factor.startsWith(replaced) ? l : Math.min(l + 1, layers.length)
  return 0.5 * (dataSquares(X, layers, decompose)[depth - 1] as number)
}
