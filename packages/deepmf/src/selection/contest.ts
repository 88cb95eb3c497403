import { invalidOption } from '../errors.js'
import type { Requests } from './requests.js'

/** What a fit may have, so that it can be compared and put away. */
interface Contestant {
  readonly loss?: number
  dispose?(): void
}

/** The best of several fits. */
export interface Best<Fit> {
  /** The fit with the smallest loss, of equal ones the first; the others were disposed of. */
  readonly fit: Fit
  /** Which run it was, from 0. */
  readonly run: number
  /** The losses of all runs. */
  readonly losses: readonly number[]
  /** The seeds of all runs. */
  readonly seeds: readonly number[]
}

/** A contest of fits that differ by their seeds. */
export interface Contest<Request, Fit> {
  readonly seeds: readonly number[]
  request(seed: number, run: number): Request
  lossOf?(fit: Fit): number
  /** Called with every fit while it is there. */
  see?(fit: Fit, state: { readonly run: number; readonly loss: number; readonly best: number }): void
}

/** Asks for a fit from every seed and keeps the best. */
export function* contest<Request, Fit extends object>({
  seeds,
  request,
  lossOf = (fit) => (fit as Contestant).loss as number,
  see,
}: Contest<Request, Fit>): Requests<Request, Fit, Best<Fit>> {
  const losses: number[] = []
  let best: { fit: Fit; run: number } | undefined
  let fit: Fit | undefined
  try {
    for (const [run, seed] of seeds.entries()) {
      fit = yield request(seed, run)
      const loss = lossOf(fit)
      if (typeof loss !== 'number' || Number.isNaN(loss)) {
        throw invalidOption('loss', loss, 'a number for every fit: its own `loss`, or what the option makes of it')
      }
      losses.push(loss)
      const before = best
      if (before === undefined || loss < (losses[before.run] as number)) best = { fit, run }
      see?.(fit, { run, loss, best: losses[best?.run ?? run] as number })
      if (before !== undefined) dispose(best === before ? fit : before.fit)
      fit = undefined
    }
    const { fit: winner, run } = best as { fit: Fit; run: number }
    best = undefined
    return { fit: winner, run, losses, seeds }
  } finally {
    // A fit that failed to be measured may be the best one too: disposing twice does no harm.
    dispose(fit)
    dispose(best?.fit)
  }
}

const dispose = (fit: Contestant | undefined) => fit?.dispose?.()
