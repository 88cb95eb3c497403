import { centre } from '../picture/picture.js'
import type { Feature } from './report.js'

/** The number of tiles in a row of a layer's panel. */
export const tilesPerRow = (rank: number) => Math.ceil(Math.sqrt(rank))

/**
 * Features in the order in which their panel shows them: where a feature has its weight in the image, there it
 * stands in the panel, so that the parts of a shape, lit up, draw the shape. From top to bottom first, then each
 * row of tiles from left to right.
 */
export function byPlace(features: readonly Feature[]): readonly Feature[] {
  const perRow = tilesPerRow(features.length)
  const placed = features.map((feature) => ({ feature, at: centre(feature.picture) })).sort((a, b) => a.at[1] - b.at[1])
  const rows = Array.from({ length: Math.ceil(placed.length / perRow) }, (_, row) =>
    placed.slice(row * perRow, (row + 1) * perRow).sort((a, b) => a.at[0] - b.at[0]),
  )
  return rows.flat().map(({ feature }) => feature)
}
