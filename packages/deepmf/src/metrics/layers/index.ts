export { layerDependence } from './dependence.js'
export type { LayerFactors } from './factors.js'
export { type LayerPermutationOptions, type LayerPermutations, layerPermutations } from './permutations.js'
