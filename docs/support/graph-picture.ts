import { symmetricEigen } from 'deepmf'
import { at, COLOURS, save, text } from './svg.js'

export interface GraphPicture {
  readonly adjacency: readonly (readonly number[])[]
  /** The group of every node, which gives it its colour. */
  readonly groups: ArrayLike<number>
  /** The group that is drawn as the outline; the fill's own when absent. */
  readonly truth?: ArrayLike<number>
  readonly legend: readonly string[]
}

const SIZE = 560
const MARGIN = 24

/** Draws a graph: nodes are pushed apart and edges pull them together, from the places that its Laplacian gives them. */
export async function graphPicture(name: string, { adjacency, groups, truth, legend }: GraphPicture): Promise<void> {
  const places = placed(adjacency)
  const [low, high] = [0, 1].map((axis) => [
    Math.min(...places.map((p) => p[axis])),
    Math.max(...places.map((p) => p[axis])),
  ])
  const scale = (p: readonly number[], axis: number) => {
    const [least, most] = axis === 0 ? low : high
    return MARGIN + ((p[axis] - least) / (most - least)) * (SIZE - 2 * MARGIN)
  }
  const points = places.map((p) => [at(scale(p, 0)), at(scale(p, 1))])
  const parts: string[] = []
  adjacency.forEach((row, i) => {
    row.forEach((edge, j) => {
      if (edge > 0 && i < j) {
        const ends = `x1="${points[i][0]}" y1="${points[i][1]}" x2="${points[j][0]}" y2="${points[j][1]}"`
        parts.push(`<line ${ends} stroke="#999" stroke-opacity="0.45"/>`)
      }
    })
  })
  points.forEach(([x, y], i) => {
    const [fill, stroke] = [groups, truth ?? groups].map((of) => COLOURS[of[i] % COLOURS.length])
    parts.push(`<circle cx="${x}" cy="${y}" r="7" fill="${fill}" stroke="${stroke}" stroke-width="3"/>`)
  })
  legend.forEach((words, i) => {
    parts.push(text(MARGIN, SIZE + 20 * (i + 1), words))
  })
  await save(name, SIZE, SIZE + 20 * legend.length + 12, parts)
}

function placed(adjacency: readonly (readonly number[])[]): number[][] {
  const n = adjacency.length
  const laplacian = adjacency.map((row, i) =>
    row.map((edge, j) => (i === j ? row.reduce((sum, value) => sum + value, 0) : -edge)),
  )
  const { vectors } = symmetricEigen(laplacian)
  // The first and smallest eigenvalue of a connected graph is 0, that of the constant vector.
  const order = vectors.toRows()
  let places = order.map((row) => [row[n - 2] * Math.sqrt(n), row[n - 3] * Math.sqrt(n)])
  for (let step = 0; step < 300; step++) {
    const reach = 0.1 * (1 - step / 300)
    const moved = places.map((p, i) => {
      const force = [-0.02 * p[0], -0.02 * p[1]]
      places.forEach((q, j) => {
        if (i === j) return
        const [dx, dy] = [p[0] - q[0], p[1] - q[1]]
        const squared = dx * dx + dy * dy + 1e-4
        const push = 0.05 / squared - (adjacency[i][j] > 0 ? 0.6 * Math.sqrt(squared) : 0)
        force[0] += push * dx
        force[1] += push * dy
      })
      const length = Math.sqrt(force[0] * force[0] + force[1] * force[1]) + 1e-12
      const stride = Math.min(length, reach) / length
      return [p[0] + stride * force[0], p[1] + stride * force[1]]
    })
    places = moved
  }
  return places
}
