export {
  dirichletPenalty,
  dropoutPenalty,
  graphPenalty,
  orthogonalityPenalty,
  volumePenalty,
} from './model-penalties.js'
export type { ModelPenalty } from './model-penalty.js'
