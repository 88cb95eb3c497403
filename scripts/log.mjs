// What a step says: its name, what it does, how long it took.

/** A failure that its message explains: shown without a stack. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** A watch that reads as text. */
export function watch() {
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  return { seconds, text: () => `${seconds().toFixed(1)} s` }
}

export const started = watch()

export function say(text) {
  console.log(`[${started.seconds().toFixed(1).padStart(6)} s] ${text}`)
}

/** Runs one step of work and says how long it took. */
export async function timed(name, action, work) {
  say(`${name}: ${action} ...`)
  const time = watch()
  const result = await work()
  say(`${name}: done in ${time.text()}`)
  return result
}
