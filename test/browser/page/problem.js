// The fixed problem: the page runs this module as it is, and so does the test in Node.

import { backendReport, deepMF, loadBackend, Matrix, nmf, nmfSync } from 'deepmf'

/** @typedef {import('deepmf').BackendName} BackendName */

const M = 23
const N = 41

/** A matrix of fractions that every engine computes alike. */
const data = (/** @type {boolean} */ single) => {
  const rows = Array.from({ length: M }, (_, i) => Array.from({ length: N }, (_, j) => ((i * 37 + j * 101) % 64) / 64))
  return Matrix.from(rows, { precision: single ? 'float32' : 'float64' })
}

/**
 * The SHA-256 of the factors' bytes.
 *
 * @param {Iterable<Matrix>} matrices
 */
async function hashOf(matrices) {
  const arrays = Array.from(matrices, (matrix) =>
    matrix.precision === 'float32' ? matrix.toFloat32Array() : matrix.toArray(),
  )
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  for (const { buffer, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer), offset)
    offset += byteLength
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * A few fits on a backend, each with the hash of its factors.
 *
 * @param {BackendName} backend
 */
export async function fits(backend) {
  const run = { backend, seed: 5, maxIterations: 20, tolerance: 0 }
  const X = data(false)
  const shallow = await nmf(X, { rank: 6, ...run })
  const single = await nmf(data(true), { rank: 6, normalisation: 'H-columns', init: 'snpa', ...run })
  const deep = await deepMF(X, { ranks: [8, 5, 3], ...run })
  const data2 = await deepMF(X, { ranks: [7, 3], loss: 'data-centric', decompose: 'coefficients', ...run })
  // A backend that was awaited once can be used without waiting.
  const sync = nmfSync(X, { rank: 4, solver: 'fpgd', ...run })
  const layers = (/** @type {{ layers: readonly { W: Matrix, H: Matrix }[] }} */ fit) =>
    fit.layers.flatMap(({ W, H }) => [W, H])
  return {
    backend: shallow.backend,
    nmf: await hashOf([shallow.W, shallow.H]),
    nmfSync: await hashOf([sync.W, sync.H]),
    single: await hashOf([single.W, single.H]),
    layerCentric: await hashOf(layers(deep)),
    dataCentric: await hashOf(layers(data2)),
    transformed: await hashOf([(await deep.transform(X, { maxIterations: 3 })).coefficients(1)]),
  }
}

/** The backend of a fit that asks for none, and what the report says about it. */
export async function unforced() {
  const fit = await nmf(data(false), { rank: 2, seed: 1, maxIterations: 1 })
  return { backend: fit.backend, report: backendReport() }
}

/**
 * A fit in the fast mode beside the reproducible one: how far they are apart, and who served it.
 *
 * @param {BackendName} backend
 */
export async function fast(backend) {
  const run = { rank: 6, backend, seed: 5, maxIterations: 10, tolerance: 0 }
  const [reproducible, fit, again] = [
    await nmf(data(false), run),
    await nmf(data(false), { ...run, numerics: 'fast' }),
    await nmf(data(false), { ...run, numerics: 'fast' }),
  ]
  const { kernels } = await loadBackend(backend)
  const [a, b] = [fit.reconstruct().toArray(), reproducible.reconstruct().toArray()]
  return {
    backend: fit.backend,
    numerics: fit.numerics,
    library: kernels.fastLibrary(),
    difference: a.reduce((most, x, i) => Math.max(most, Math.abs(x - /** @type {number} */ (b[i]))), 0),
    sameAgain: (await hashOf([fit.W, fit.H])) === (await hashOf([again.W, again.H])),
    after: kernels.numerics(),
  }
}

/**
 * A panic, and the same fit before and after it.
 *
 * @param {BackendName} backend
 */
export async function panic(backend) {
  const before = await fits(backend)
  const { kernels } = await loadBackend(backend)
  let code = 'none'
  try {
    kernels.raisePanic()
  } catch (error) {
    code = /** @type {{ code: string }} */ (error).code
  }
  const after = await fits(backend)
  return { code, before: before.nmf, after: after.nmf }
}
