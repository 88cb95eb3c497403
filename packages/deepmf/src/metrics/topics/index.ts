export { type Coherence, type CoherenceOptions, topicCoherence } from './coherence.js'
export { topicDiversity } from './diversity.js'
export { type TopicTerm, type TopTermsOptions, topTerms } from './top-terms.js'
export type { Topics } from './topics.js'
