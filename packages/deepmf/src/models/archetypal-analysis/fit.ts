import type { ArchetypeFit } from '../shared/mixtures/fit.js'

/**
 * The result of {@link archetypalAnalysis}: W = Y A, or with `hullWeight` a W of its own, to which Y A is the nearest in
 * the hull. Y is X itself where the support is `'all'`.
 */
export interface ArchetypalAnalysisFit extends ArchetypeFit {}
