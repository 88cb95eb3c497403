import {
  type DeepFit,
  type DeepMFOptions,
  deepMF,
  dirichletMixture,
  Matrix,
  type MultilayerNMFOptions,
  multilayerNMF,
  type NMFFit,
  type NMFOptions,
  nmf,
  nmfSync,
  pca,
  relativeError,
  type SparseMatrix,
  twoLayerHierarchy,
} from 'deepmf'
import { describe, expect, test } from 'vitest'
import { INIT_NAMES } from '../../packages/deepmf/src/init/by-name.js'
import { lowRankRows, uniformRows } from '../support/random.js'
import { sparseOf, sparseRows } from '../support/sparse.js'
import { difference, type Outputs } from './support/difference.js'
import { historyOf, numbersOf, outputsOf } from './support/fits.js'
import { type Lane, openLanes, sameInEveryLane as sameIn } from './support/lanes.js'

// Every model, the same call, every lane: the bytes of the factors and of the history are compared.

const lanes = await openLanes()
const data = Matrix.from(lowRankRows(31, 45, 9, 1))
const noisy = Matrix.from(uniformRows(37, 53, 2))
const single = Matrix.from(noisy, { precision: 'float32' })
const large = Matrix.from(uniformRows(201, 307, 3))
const sparse = sparseOf(sparseRows(90, 400, 0.1, 8))
const sparseSingle = sparseOf(sparseRows(90, 400, 0.1, 8), 'float32')

const sameInEveryLane = (compute: (lane: Lane) => Promise<Outputs>) => sameIn(lanes, compute)

/** Fits, checks that the fit ran where it should, and gives what it found. */
async function fitted<F extends NMFFit | DeepFit>(lane: Lane, fit: F, more?: (fit: F) => Promise<Outputs>) {
  expect(fit).toMatchObject({ backend: lane.backend, threads: lane.threads, numerics: 'reproducible' })
  expect(lane.kernels.instructionSet()).toBe(lane.instructionSet)
  const outputs = { ...outputsOf(fit), ...(await more?.(fit)) }
  fit.dispose()
  return outputs
}

const on = ({ backend, threads }: Lane) =>
  backend === 'native' ? { backend, threads, seed: 11 } : { backend, seed: 11 }
const few = { maxIterations: 8, tolerance: 0 }

const given = {
  W: uniformRows(37, 5, 4),
  H: uniformRows(5, 53, 5),
}

const shallow: [string, Matrix | SparseMatrix, Omit<NMFOptions, 'rank'> & { rank?: number }][] = [
  ['auto', noisy, {}],
  ['hals', noisy, { solver: 'hals' }],
  ['fpgd', noisy, { solver: 'fpgd' }],
  ['fpgd, backtracking', noisy, { solver: 'fpgd', step: 'backtracking', normalisation: 'H-columns' }],
  ['hals, random order, columns end', noisy, { solver: 'hals', order: 'random', innerTolerance: 0.1, innerSteps: 9 }],
  ['bpp', noisy, { solver: 'bpp' }],
  ['mu', noisy, { solver: 'mu' }],
  ['admm', noisy, { solver: 'admm' }],
  ['admm, columns end, H-rows', noisy, { solver: 'admm', innerTolerance: 1e-4, normalisation: 'H-rows' }],
  ['pgd', noisy, { solver: 'pgd' }],
  ['float32, bpp', single, { solver: 'bpp' }],
  ['float32, admm', single, { solver: 'admm' }],
  ['rank 1', noisy, { rank: 1 }],
  ['full rank', noisy, { rank: 37 }],
  ['overcomplete', data, { rank: 40, overcomplete: true }],
  ['stopped by tolerance', data, { maxIterations: 60, tolerance: 1e-3 }],
  ['snpa', data, { init: 'snpa' }],
  ['sparse, nndsvdar', sparse, { init: 'nndsvdar', maxIterations: 2 }],
  ['nndsvda of a large matrix', large, { init: 'nndsvda', maxIterations: 2 }],
  ['given', noisy, { init: given }],
  ['H-columns', noisy, { normalisation: 'H-columns' }],
  ['H-rows', noisy, { normalisation: 'H-rows' }],
  ['W-columns', noisy, { normalisation: 'W-columns' }],
  ['W-rows', noisy, { normalisation: 'W-rows' }],
  ['float32, auto', single, {}],
  ['float32, hals', single, { solver: 'hals' }],
  ['float32, fpgd', single, { solver: 'fpgd', normalisation: 'H-columns', init: 'snpa' }],
  ['kullback-leibler', noisy, { loss: 'kullback-leibler' }],
  ['kullback-leibler, mu', large, { loss: 'kullback-leibler', solver: 'mu', rank: 33, maxIterations: 3 }],
  ['kullback-leibler, float32', single, { loss: 'kullback-leibler' }],
  ['itakura-saito', noisy, { loss: 'itakura-saito' }],
  ['beta 1.5, weights', noisy, { loss: 1.5, weights: uniformRows(37, 53, 9) }],
  ['weights', noisy, { weights: uniformRows(37, 53, 9) }],
  ['large, auto', large, { rank: 33, maxIterations: 3 }],
  ['large, hals', large, { rank: 33, solver: 'hals', maxIterations: 3 }],
  ['sparse, auto', sparse, {}],
  ['sparse, kullback-leibler', sparse, { loss: 'kullback-leibler', maxIterations: 6 }],
  ['sparse float32, kullback-leibler', sparseSingle, { loss: 'kullback-leibler', rank: 11, maxIterations: 3 }],
  ['sparse, fpgd from snpa', sparse, { solver: 'fpgd', init: 'snpa' }],
  ['sparse float32, hals', sparseSingle, { solver: 'hals', rank: 11 }],
  ['large, fpgd', large, { rank: 67, solver: 'fpgd', innerSteps: 4, maxIterations: 2 }],
]

/** The starts by name, but for the two above. */
const starts = INIT_NAMES.filter((name) => name !== 'random' && name !== 'snpa')

test.each(starts)('nmf from %s', async (init) => {
  await sameInEveryLane(async (lane) =>
    fitted(lane, await nmf(noisy, { rank: 5, ...few, maxIterations: 2, init, ...on(lane) })),
  )
})

test.each(shallow)('nmf: %s', async (_, X, options) => {
  await sameInEveryLane(async (lane) => fitted(lane, await nmf(X, { rank: 5, ...few, ...options, ...on(lane) })))
})

test.each([data, single, large])('pca, %#', async (X) => {
  await sameInEveryLane(async (lane) => {
    const { W, H, mean, singularValues, loss } = await pca(X, { rank: 5, ...on(lane) })
    return { ...numbersOf({ W, H }), mean, singularValues, loss }
  })
})

test('nmf: what is made of a fit, and the fit without a pause', async () => {
  await sameInEveryLane(async (lane) => {
    const options = { rank: 6, ...few, ...on(lane) }
    const sync = nmfSync(noisy, options)
    return fitted(lane, await nmf(noisy, options), async (fit) => {
      expect(difference(outputsOf(fit), outputsOf(sync))).toBeUndefined()
      sync.dispose()
      const reconstruction = fit.reconstruct()
      const error = relativeError(noisy, reconstruction, { backend: lane.backend })
      return { error, ...numbersOf({ reconstruction, transformed: await fit.transform(uniformRows(37, 20, 6)) }) }
    })
  })
})

const afterwards = async (fit: DeepFit): Promise<Outputs> => {
  const rows = fit.layers[0]?.W.rows as number
  using transformed = await fit.transform(uniformRows(rows, 9, 7), { maxIterations: 6 })
  return numbersOf({
    features: fit.features(2),
    coefficients: fit.coefficients(2),
    reconstruction: fit.reconstruct(),
    transformed: transformed.coefficients(),
    transformedFirst: transformed.coefficients(1),
  })
}

const multilayer: [string, Matrix, Omit<MultilayerNMFOptions, 'ranks'>][] = [
  ['coefficients', noisy, { decompose: 'coefficients' }],
  ['features', noisy, { decompose: 'features' }],
  ['features, hals', noisy, { decompose: 'features', solver: 'hals', normalisation: 'none' }],
  ['snpa', data, { init: 'snpa' }],
]

test.each(multilayer)('multilayerNMF: %s', async (_, X, options) => {
  await sameInEveryLane(async (lane) => {
    const fit = await multilayerNMF(X, { ranks: [9, 5, 3], ...few, ...options, ...on(lane) })
    return fitted(lane, fit, afterwards)
  })
})

const losses = ['layer-centric', 'data-centric', 'trigeorgis', 'global'] as const
const directions = {
  features: ['H-columns', 'H-rows', 'W-columns', 'none'],
  coefficients: ['W-columns', 'W-rows', 'H-rows', 'none'],
} as const

describe.each(losses)('deepMF: %s', (loss) => {
  const deep = (X: Matrix | SparseMatrix, options: Partial<DeepMFOptions>) =>
    sameInEveryLane(async (lane) => {
      const fit = await deepMF(X, {
        ranks: [9, 5, 3],
        loss,
        startIterations: 3,
        maxIterations: 4,
        tolerance: 0,
        ...options,
        ...on(lane),
      })
      return fitted(lane, fit, afterwards)
    })

  for (const [decompose, normalisations] of Object.entries(directions)) {
    // The global loss makes W (features) or H (coefficients) of the inner layers products, on which no set is kept.
    const derived = decompose === 'features' ? 'W-columns' : 'H-rows'
    const possible = normalisations.filter((name) => loss !== 'global' || name !== derived)
    test.each(possible)(`${decompose}, normalisation %s`, async (normalisation) => {
      await deep(noisy, { decompose: decompose as 'features', normalisation })
    })
  }

  test('from snpa', () => deep(data, { init: 'snpa', ranks: [6, 3] }))
  test('sparse', () => deep(sparse, { startIterations: 1 }))
  test('float32', () => deep(single, { startIterations: 1 }))
  if (loss.endsWith('centric')) test('weights', () => deep(noisy, { layerWeights: [1, 2.5, 0.3] }))
  if (loss === 'layer-centric') test('balance', () => deep(noisy, { balance: 10 }))
  test('large', () => deep(large, { ranks: [49, 20], startIterations: 1, maxIterations: 1 }))
})

test('generators', async () => {
  await sameInEveryLane(async ({ backend }) => {
    const { X, clean, W, H } = await twoLayerHierarchy({ samples: 211, noise: 0.05, seed: 3, backend })
    const mixture = await dirichletMixture({
      W: uniformRows(12, 4, 8),
      samples: 97,
      alpha: 0.3,
      noise: 0.01,
      purity: 0.9,
      seed: 5,
      backend,
    })
    const [W1, W2] = W
    const [H1, H2] = H
    return numbersOf({
      X,
      clean,
      W1,
      W2,
      H1,
      H2,
      mixtureX: mixture.X,
      mixtureClean: mixture.clean,
      mixtureH: mixture.H,
    })
  })
})

test('a history does not hang on what watches it', async () => {
  await sameInEveryLane(async (lane) => {
    const seen: Parameters<typeof historyOf>[0][number][] = []
    const fit = await nmf(noisy, { rank: 3, ...few, ...on(lane), onProgress: (progress) => void seen.push(progress) })
    expect(difference({ history: historyOf(seen) }, { history: historyOf(fit.history) })).toBeUndefined()
    return fitted(lane, fit)
  })
})
