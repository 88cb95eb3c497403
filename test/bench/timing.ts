/** One of several things that do the same work, to be timed beside the others. */
export interface Contender {
  name: string
  /** Sets the stage for a measurement, such as the number of threads; not timed. */
  before?: () => void
  /** Does the work once. What it returns is ignored, unless it is a number: then it has measured that many seconds itself. */
  run: () => unknown
}

/** Seconds for one run, over the rounds of a race. */
export interface Timing {
  min: number
  median: number
  /** One figure a round, in order: round i of every contender was measured within the same short while. */
  rounds: number[]
  /** Processor time over wall time while this was measured: below one for one thread, the machine was busy with other things. */
  share: number
}

export interface RaceOptions {
  /** How many times every contender is measured. */
  rounds: number
  /** A measurement repeats short work until it has taken this many seconds. */
  seconds: number
}

/**
 * Times contenders in turn, round by round, after a warm-up of each.
 *
 * A shared machine is faster in one second than in the next: what is to be compared must be measured close together, so
 * round i runs every contender once before any runs for round i + 1.
 */
export function race(contenders: readonly Contender[], options: RaceOptions): Map<string, Timing> {
  const lanes = contenders.map((contender) => ({
    contender,
    repeats: repetitions(contender, options.seconds),
    rounds: [] as number[],
    shares: [] as number[],
  }))
  for (let round = 0; round < options.rounds; round++) {
    for (const lane of lanes) {
      const { seconds, share } = measure(lane.contender, lane.repeats)
      lane.rounds.push(seconds)
      lane.shares.push(share)
    }
  }
  return new Map(lanes.map((lane) => [lane.contender.name, summary(lane.rounds, lane.shares)]))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** A figure of one contender over the same figure of another: from the best rounds, and the median of round by round. */
export interface Ratio {
  best: number
  paired: number
}

/** How many times as fast `subject` is as `reference`; both did the same work. */
export function speedUp(reference: Timing, subject: Timing): Ratio {
  const pairs = reference.rounds.map((seconds, round) => seconds / (subject.rounds[round] ?? Number.NaN))
  return { best: reference.min / subject.min, paired: median(pairs) }
}

function summary(rounds: number[], shares: number[]): Timing {
  return { min: Math.min(...rounds), median: median(rounds), rounds, share: median(shares) }
}

/** The warm-up: runs until the compiler has had its chance, and finds how often the work fits into a measurement. */
function repetitions(contender: Contender, seconds: number): number {
  let total = 0
  let last = 0
  for (let run = 0; run < 3 || (total < seconds && run < 1000); run++) {
    const start = performance.now()
    measure(contender, 1)
    last = (performance.now() - start) / 1000
    total += last
    if (total > 4 * seconds) break
  }
  return Math.max(1, Math.ceil(seconds / Math.max(last, 1e-7)))
}

function measure({ before, run }: Contender, repeats: number): { seconds: number; share: number } {
  before?.()
  let reported = 0
  const processor = process.cpuUsage()
  const start = performance.now()
  for (let repeat = 0; repeat < repeats; repeat++) {
    const result = run()
    if (typeof result === 'number') reported += result
  }
  const elapsed = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(processor)
  return { seconds: (reported > 0 ? reported : elapsed) / repeats, share: (user + system) / 1e6 / elapsed }
}
