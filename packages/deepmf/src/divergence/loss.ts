import { invalidOption } from '../errors.js'
import { type Check, inWords } from '../options/index.js'

/** Losses by name; any other number is a beta-divergence. */
const BETAS = { frobenius: 2, 'kullback-leibler': 1, 'itakura-saito': 0 } as const

/** What an approximation is measured by: a name, or the beta of a beta-divergence. */
export type LossName = keyof typeof BETAS
export type Loss = LossName | number

const NAMES = Object.keys(BETAS) as LossName[]

/** A validator for a loss; gives its beta. */
export function lossOption(): Check<number> {
  return (option, value) => {
    const name = NAMES.find((known) => known === value)
    if (name !== undefined) return BETAS[name]
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw invalidOption(option, value, `${inWords(NAMES)}, or a finite number (beta)`)
  }
}

/** The exponent with which multiplicative updates never raise the divergence (Févotte and Idier, 2011). */
export function safeExponent(beta: number): number {
  if (beta < 1) return 1 / (2 - beta)
  return beta > 2 ? 1 / (beta - 1) : 1
}

/** Where Newton steps are known. */
export const hasNewton = (beta: number): boolean => beta === 1 || beta === 2
