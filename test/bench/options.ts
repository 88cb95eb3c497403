/** The parts of the benchmark, in the order in which they run. */
export const GROUPS = ['kernels', 'fits', 'peers'] as const

/** A run of its own, only where it is named: it takes gigabytes and minutes. */
export const SPARSE_LARGE = 'sparse-large'
export type Group = (typeof GROUPS)[number]

export interface Options {
  groups: Group[]
  /** Whether the large sparse matrix is wanted, and nothing else. */
  sparseLarge: boolean
  /** Tiny sizes and few rounds: shows that everything runs, measures nothing. */
  quick: boolean
  /** The domains of kernels to be timed; all, if there are none. */
  only: string[]
  /** Where to write the report as JSON. */
  json: string | undefined
}

export const USAGE =
  'usage: npm run bench -- [kernels] [fits] [peers] [sparse-large] [--only DOMAIN,DOMAIN] [--quick] [--json FILE]'

/** Reads the command line; throws an error with the usage in it for anything unknown. */
export function parseOptions(args: readonly string[]): Options {
  const groups: Group[] = []
  let quick = false
  let only: string[] = []
  let json: string | undefined
  let sparseLarge = false
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    const group = GROUPS.find((name) => name === arg)
    if (group) groups.push(group)
    else if (arg === SPARSE_LARGE) sparseLarge = true
    else if (arg === '--quick') quick = true
    else if (arg === '--only' && args[at + 1] !== undefined) only = (args[++at] as string).split(',')
    else if (arg === '--json' && args[at + 1] !== undefined) json = args[++at]
    else if (arg !== '--') throw new Error(`cannot make sense of '${arg}'\n${USAGE}`)
  }
  return { sparseLarge, groups: groups.length > 0 ? groups : [...GROUPS], quick, only, json }
}
