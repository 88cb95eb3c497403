import type { LayerMeasures } from '../../../problem/problem.js'
import { ascending, type Decompose, descending, h, targetOf, w, X } from '../names.js'

/** What layer `l` is measured by, in either direction. */
export function layerMeasures(l: number, decompose: Decompose, layerWeight: number, dataWeight: number): LayerMeasures {
  const target = [targetOf(l, decompose)]
  if (decompose === 'features') {
    return {
      layer: { target, left: [], factor: w(l), right: [h(l)] },
      data: { target: [X], left: [], factor: w(l), right: descending(l, 1).map(h) },
      layerWeight,
      dataWeight,
    }
  }
  return {
    layer: { target, left: [w(l)], factor: h(l), right: [] },
    data: { target: [X], left: ascending(1, l).map(w), factor: h(l), right: [] },
    layerWeight,
    dataWeight,
  }
}

/** On which side a triple product starts: next to the samples for features, next to the pixels for coefficients. */
export const firstSide = (decompose: Decompose) => (decompose === 'features' ? 'right' : 'left')
