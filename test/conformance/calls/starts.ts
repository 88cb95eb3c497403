import type { StartKernels } from '../../../packages/deepmf/src/backend/kernels/starts.js'
import { type Calls, changed, six } from './call.js'

export const starts: Calls<StartKernels> = {
  randomFill: (k, id) => changed((to) => k.randomFill(to, 'gamma', 0.3, 2, 2 ** 53 - 1, 7), k, id(3, 3)),
  snpaRound: (k, id) => {
    const h = id(2, 3)
    const x = id(2, 3, 1, 0, 0.5, 0, 1, 0.5)
    return [k.snpaRound(h, id(2, 3), id(2, 3), x, new Uint32Array(), 50), ...k.download64(h)]
  },
  spaRound: (k, id) => {
    const basis = id(2, 2)
    return [k.spaRound(basis, id(2, 3), id(2, 3, 1, 0, 3, 4, 2, 1), new Uint32Array()), ...k.download64(basis)]
  },
  selectColumns: (k, id) => changed((to) => k.selectColumns(to, id(2, 3, ...six), Uint32Array.of(2, 0)), k, id(2, 2)),
  seedCentroid: (k, id) => {
    const centroids = id(2, 2)
    return [k.seedCentroid(centroids, id(1, 3, 3, 1, 1), id(2, 3, ...six), 1, 0.7), ...k.download64(centroids)]
  },
  nearestCentroids: (k, id) => {
    const [labels, distances] = [id(1, 3), id(1, 3)]
    const changes = k.nearestCentroids(labels, distances, id(2, 3, ...six), id(2, 2, 1, 3, 4, -5))
    return [changes, ...k.download64(labels), ...k.download64(distances)]
  },
  clusterMeans: (k, id) => {
    const [centroids, labels, distances] = [id(2, 2), id(1, 3, 1, 1, 1), id(1, 3, 1, 2, 2)]
    const filled = k.clusterMeans(centroids, labels, distances, id(2, 3, ...six), true)
    return [filled, ...k.download64(centroids), ...k.download64(labels)]
  },
  rankTwo: (k, id) => {
    const [w, h] = [id(2, 2), id(2, 3)]
    return [k.rankTwo(w, h, id(2, 3, 1, 2, 3, 4, 0.1, 6), 2), ...k.download64(w), ...k.download64(h)]
  },
  splitByRatio: (k, id) => {
    const labels = id(1, 3)
    return [k.splitByRatio(labels, id(2, 3, 1, 2, 3, 4, 0.1, 1)), ...k.download64(labels)]
  },
  mergeStart: (k, id) => changed((state) => k.mergeStart(state, id(3, 3, 3, 1, 1, 1, 2, 0, 1, 0, 1)), k, id(5, 3)),
  mergePairs: (k, id) => {
    const [gram, state] = [id(3, 3, 3, 1, 1, 1, 2, 0, 1, 0, 1), id(5, 3)]
    k.mergeStart(state, gram)
    return [k.mergePairs(gram, state, 1), ...k.download64(gram), ...k.download64(state)]
  },
}
