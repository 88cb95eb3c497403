// The page's own script: it leaves the functions where the test finds them.

import * as problem from './problem.js'

globalThis.problem = problem
