import type { ImageGrid } from '../datasets/image-set.js'
import type { Picture } from '../picture/picture.js'
import { dataUri } from '../picture/png.js'
import type { FeatureId, LayerReport, Report } from '../report/report.js'
import { escapeHtml } from './html.js'

/** The size of a tile in the units of its drawing: pixels are two units wide. */
export const tileWidth = (grid: ImageGrid) => 2 * grid.cols
export const tileHeight = (grid: ImageGrid) => 2 * grid.rows * grid.pixelHeight

/** The name of a feature in the page's markup. */
export const nameOf = ({ depth, index }: FeatureId) => `f${depth}-${index}`

/** `stroke 12`: features are numbered from 1, as columns of their layer's matrix. */
export function titleOf({ depth, index }: FeatureId, layers: readonly LayerReport[]): string {
  return `${layers[depth - 1]?.noun[0] ?? 'feature'} ${index + 1}`
}

/** Every feature's image, once; tiles refer to them. */
export function definitions({ layers, images: { grid } }: Report): string {
  const pictures = layers.flatMap(({ depth, features }) =>
    features.map(
      ({ index, picture }) =>
        `<image id="${nameOf({ depth, index })}" width="${tileWidth(grid)}" height="${tileHeight(grid)}" ` +
        `preserveAspectRatio="none" href="${dataUri(picture)}"/>`,
    ),
  )
  return `<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>\n${pictures.join('\n')}\n</defs></svg>`
}

/** A feature, drawn by reference. Without a title it is decoration of something that has one. */
export function drawing(id: FeatureId, grid: ImageGrid, title?: string): string {
  const described = title === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${escapeHtml(title)}"`
  return `<svg class="tile" viewBox="0 0 ${tileWidth(grid)} ${tileHeight(grid)}" ${described}><use href="#${nameOf(id)}"/></svg>`
}

/** A feature on a piece of paper of its own; in the dark the ink is inverted, the paper is not. */
export const tile = (id: FeatureId, grid: ImageGrid, title: string) =>
  `<span class="frame">${drawing(id, grid, title)}</span>`

/** A picture that occurs once. */
export function image(picture: Picture, alt: string): string {
  return `<span class="frame"><img class="tile" src="${dataUri(picture)}" alt="${escapeHtml(alt)}"></span>`
}
