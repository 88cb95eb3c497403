import { approximatelyOrthogonalNMFCase } from './approximately-orthogonal-nmf.js'
import { archetypalAnalysisCase } from './archetypal-analysis.js'
import { conceptFactorizationCase } from './concept-factorization.js'
import { constrainedMFCase } from './constrained-mf.js'
import { convexNMFCase } from './convex-nmf.js'
import { minVolNMFCase } from './min-vol-nmf.js'
import { minVolTriNMFCase } from './min-vol-tri-nmf.js'
import type { ModelCase } from './model-case.js'
import { ncaaCase } from './ncaa.js'
import { nmfCase } from './nmf.js'
import { nonSmoothNMFCase } from './non-smooth-nmf.js'
import { orthogonalNMFCase } from './orthogonal-nmf.js'
import { semiNMFCase } from './semi-nmf.js'
import { separableNMFCase } from './separable-nmf.js'
import { simplexNMFCase } from './simplex-nmf.js'
import { sparseNMFCase } from './sparse-nmf.js'
import { supervisedNMFCase } from './supervised-nmf.js'
import { symNMFCase } from './sym-nmf.js'
import { symTriNMFCase } from './sym-tri-nmf.js'
import { triNMFCase } from './tri-nmf.js'

/** The models of one layer, in the order of the catalogue. */
export const FAMILY: readonly ModelCase[] = [
  nmfCase,
  semiNMFCase,
  convexNMFCase,
  conceptFactorizationCase,
  simplexNMFCase,
  orthogonalNMFCase,
  approximatelyOrthogonalNMFCase,
  sparseNMFCase,
  nonSmoothNMFCase,
  minVolNMFCase,
  separableNMFCase,
  archetypalAnalysisCase,
  ncaaCase,
  symNMFCase,
  symTriNMFCase,
  triNMFCase,
  minVolTriNMFCase,
  supervisedNMFCase,
  constrainedMFCase,
]
