export { type DirichletMixture, type DirichletMixtureOptions, dirichletMixture } from './dirichlet-mixture.js'
export { type TwoLayerHierarchy, type TwoLayerHierarchyOptions, twoLayerHierarchy } from './two-layer-hierarchy.js'
