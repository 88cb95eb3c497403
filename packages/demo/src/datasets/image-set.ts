/** How a column of the data is an image. */
export interface ImageGrid {
  readonly rows: number
  readonly cols: number
  /** Which pixels follow each other in a column: those of a row, or those of a column (MATLAB). */
  readonly order: 'row after row' | 'column after column'
  /** Height of a pixel in units of its width. */
  readonly pixelHeight: number
  /** Large values are dark: ink, which is light on a dark page, or a photograph, whose paper is always white. */
  readonly drawnAs: 'ink' | 'photograph'
}

/** Images to factorize, and the words in which the page speaks of them. */
export interface ImageSet {
  readonly id: 'digits' | 'faces'
  /** What they are, in the plural, for the headline. */
  readonly title: string
  /** Of one image and of several: `digit`, `digits`. */
  readonly noun: readonly [string, string]
  /** What one and several features of each layer look like; layers beyond the list are plain features. */
  readonly layerNouns: readonly (readonly [string, string])[]
  readonly grid: ImageGrid
  readonly pixels: number
  readonly samples: number
  /** pixels x samples, row by row, as `Matrix.from` takes it. */
  readonly data: Float64Array
  /** The class of every image, where it is known. No fit ever sees it. */
  readonly labels?: readonly number[]
  /** Where the images come from, as a sentence. */
  readonly source: string
}
