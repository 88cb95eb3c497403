/** One of several things that do the same work, to be timed beside the others. */
export interface Contender {
  name: string
  /** Sets the stage for a measurement, such as the number of threads; not timed. */
  before?: () => void
  /** Does the work once. */
  run: () => void
  /** What the last run has measured itself, where the time that it takes here is not what counts. */
  own?: () => Measured
}

/** How long something took. */
export interface Measured {
  /** By the clock on the wall. */
  seconds: number
  /** Of processor time, all threads together: on a busy machine, the part of the seconds in which it did run. */
  processor: number
}

/** Seconds for one run, over the rounds of a race. */
export interface Timing {
  min: number
  median: number
  /** One figure a round, in order: round i of every contender was measured within the same short while. */
  rounds: number[]
  /** Seconds of processor time for one run, in the best round. */
  processor: number
  /** Processor time over wall time, median round: below one for one thread, the machine was busy with other things. */
  share: number
}

export interface RaceOptions {
  /** How many times every contender is measured at most. */
  rounds: number
  /** A measurement repeats short work until it has taken this many seconds: short ones find the moments of a busy machine that are free. */
  seconds: number
  /** After this many seconds of measurements a contender is out, but not before three rounds (or all, if there are fewer). */
  budget: number
}

/**
 * Times contenders in turn, round by round, after a warm-up of each.
 *
 * A shared machine is faster in one second than in the next: what is to be compared must be measured close together, so
 * round i runs every contender once before any runs for round i + 1. Slow ones drop out early, when they have had their time.
 */
export function race(contenders: readonly Contender[], options: RaceOptions): Map<string, Timing> {
  const lanes = contenders.map((contender) => ({
    contender,
    repeats: repetitions(contender, options.seconds),
    rounds: [] as Measured[],
    spent: 0,
  }))
  for (let round = 0; round < options.rounds; round++) {
    for (const lane of lanes) {
      if (round >= 3 && lane.spent > options.budget) continue
      const start = performance.now()
      lane.rounds.push(measure(lane.contender, lane.repeats))
      lane.spent += (performance.now() - start) / 1000
    }
  }
  return new Map(lanes.map((lane) => [lane.contender.name, summary(lane.rounds)]))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** A figure of one contender over the same figure of another. */
export interface Ratio {
  /** From the best rounds of both. */
  best: number
  /** The median of round by round. */
  paired: number
  /** From processor time. */
  processor: number
}

/** How many times as fast `subject` is as `reference`; both did the same work. */
export function speedUp(reference: Timing, subject: Timing): Ratio {
  const common = Math.min(reference.rounds.length, subject.rounds.length)
  const pairs = reference.rounds.slice(0, common).map((seconds, round) => seconds / (subject.rounds[round] as number))
  return {
    best: reference.min / subject.min,
    paired: median(pairs),
    processor: reference.processor / subject.processor,
  }
}

function summary(measured: readonly Measured[]): Timing {
  const rounds = measured.map(({ seconds }) => seconds)
  return {
    min: Math.min(...rounds),
    median: median(rounds),
    rounds,
    processor: Math.min(...measured.map(({ processor }) => processor)),
    share: median(measured.map(({ seconds, processor }) => processor / seconds)),
  }
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

function measure({ before, run, own }: Contender, repeats: number): Measured {
  before?.()
  const total = { seconds: 0, processor: 0 }
  const here = stopwatch(() => {
    for (let repeat = 0; repeat < repeats; repeat++) {
      run()
      const measured = own?.()
      total.seconds += measured?.seconds ?? 0
      total.processor += measured?.processor ?? 0
    }
  })
  const { seconds, processor } = own ? total : here
  return { seconds: seconds / repeats, processor: processor / repeats }
}

/** How long `work` takes in this process. */
export function stopwatch(work: () => void): Measured {
  const before = process.cpuUsage()
  const start = performance.now()
  work()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { seconds, processor: (user + system) / 1e6 }
}
