import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Contender, Measured } from '../timing.js'

/** The triple loop in the order that is faster at this very size, because caches decide. */
export function plainProduct(size: number, seconds: number): Contender {
  const [first, second] = (['row-wise', 'by-dots'] as const).map((order) => [
    'gemm',
    order,
    String(size),
    String(seconds),
  ])
  const processor = (args: string[]) => runPlain(args).processor
  const [one, other] = [first as string[], second as string[]]
  return plainContender(processor(one) <= processor(other) ? one : other)
}

/** The layer-centric fit of a problem folder. */
export const plainFit = (folder: string): Contender => plainContender(['fit', folder])

/** Runs a plain program in a process of its own. */
export function runPlain(args: readonly string[]): Measured & { losses?: number[] } {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const node = ['--conditions=deepmf-source', '--import', 'tsx', main]
  const options = { encoding: 'utf8', cwd: fileURLToPath(new URL('..', import.meta.url)) } as const
  return JSON.parse(execFileSync(process.execPath, [...node, ...args], options))
}

function plainContender(args: readonly string[]): Contender {
  let last: Measured | undefined
  return {
    name: 'plain-js',
    run: () => {
      last = runPlain(args)
    },
    own: () => last as Measured,
  }
}
