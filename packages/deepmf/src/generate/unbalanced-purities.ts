import { type DirichletMixture, type DirichletMixtureOptions, dirichletMixture } from './dirichlet-mixture.js'

/** Options of {@link unbalancedPurities}: those of `dirichletMixture`, all of them with a default. */
export type UnbalancedPuritiesOptions = Partial<Omit<DirichletMixtureOptions, 'W' | 'purity'>>

const W = [
  [0.5, 0.5, 0],
  [0.5, 0, 0.5],
  [0, 0.5, 0.5],
]

/**
 * The published test of archetypal analysis where some archetypes are farther from the data than others: three basis
 * vectors, of which no sample holds more than 0.75, 0.8 and 0.9.
 *
 * Reference: De Handschutter, thesis (2023), section 3.6, equation 3.29; 500 samples, α = 0.05.
 *
 * @throws DeepMFError for options, as every function
 *
 * @example
 * const { X, W } = await unbalancedPurities({ seed: 1 })
 */
export function unbalancedPurities(options: UnbalancedPuritiesOptions = {}): Promise<DirichletMixture> {
  return dirichletMixture({ samples: 500, alpha: 0.05, ...options, W, purity: [0.75, 0.8, 0.9] })
}
