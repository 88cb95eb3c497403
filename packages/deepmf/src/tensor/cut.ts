/**
 * After how many modes a tensor is cut into the rows and the columns of the matrix that holds it: where the two are
 * nearest to each other, so that Khatri-Rao products of either side stay small. It depends on the shape alone.
 */
export function cutOf(shape: readonly number[]): number {
  let best = 1
  for (let cut = 2; cut < shape.length; cut++) {
    if (rim(shape, cut) < rim(shape, best)) best = cut
  }
  return best
}

/** The shape of the matrix that holds a tensor. */
export function foldedShape(shape: readonly number[]): readonly [rows: number, cols: number] {
  const cut = cutOf(shape)
  return [product(shape.slice(0, cut)), product(shape.slice(cut))]
}

export const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1)

const rim = (shape: readonly number[], cut: number) => product(shape.slice(0, cut)) + product(shape.slice(cut))
