export { groupPenalty, l1HalfPenalty, l1Penalty, l1SquaredPenalty, l2Penalty } from './norms.js'
export type { Penalty } from './penalty.js'
export { proximal } from './proximal.js'
export { type TotalVariationOptions, totalVariation } from './total-variation.js'
