import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { duration, percent, progressLine } from '../../packages/demo/src/progress/format.js'
import { Reporter } from '../../packages/demo/src/progress/reporter.js'

test.each([
  [0, '0.0 s'],
  [3210, '3.2 s'],
  [9960, '10 s'],
  [48_400, '48 s'],
  [59_600, '1 min 00 s'],
  [125_000, '2 min 05 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})

test.each([
  [0, '0%'],
  [1e-9, 'under 0.0001%'],
  [0.00042, '0.042%'],
  [0.0314, '3.1%'],
  [0.28, '28.0%'],
  [1, '100%'],
])('an error of %f is %s', (fraction, text) => {
  expect(percent(fraction)).toBe(text)
})

const state = (iteration: number, elapsedMs: number) => ({
  iteration,
  loss: 123456,
  layerErrors: [0.16, 0.05],
  elapsedMs,
})

test('a line has the errors, the time and what is left at the pace so far', () => {
  // 5 s of start, then 10 of 100 iterations in 2 s.
  expect(progressLine(state(10, 7000), 100, 5000)).toBe(
    'iteration  10/100  7.0 s, 18 s left  error 16.0 / 5.0%  loss 1.23e+5',
  )
  expect(progressLine(state(0, 5000), 100, 5000)).not.toContain('left')
  expect(progressLine(state(100, 25_000), 100, 5000)).not.toContain('left')
})

describe('the reporter', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('writes over one line of a terminal, no longer than the terminal is wide', () => {
    const written: string[] = []
    const reporter = new Reporter({ isTTY: true, columns: 40, write: (text) => written.push(text) }, 10)
    vi.advanceTimersByTime(500)
    expect(written.at(-1)).toContain('start:')
    for (let iteration = 0; iteration <= 10; iteration++) {
      reporter.update(state(iteration, 1000 * iteration))
      vi.advanceTimersByTime(1000)
    }
    reporter.end()
    expect(written.at(-1)).toBe('\n')
    const lines = written.slice(0, -1)
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) {
      expect(line.startsWith('\r\x1b[2K')).toBe(true)
      expect(line.slice(5).length).toBeLessThan(40)
      expect(line).not.toContain('\n')
    }
  })

  test('writes a line every few seconds elsewhere, the last one always', () => {
    const written: string[] = []
    const reporter = new Reporter({ write: (text) => written.push(text) }, 100)
    for (let iteration = 0; iteration <= 100; iteration++) {
      reporter.update(state(iteration, 100 * iteration))
      vi.advanceTimersByTime(100)
    }
    reporter.end()
    expect(written.length).toBeGreaterThan(2)
    expect(written.length).toBeLessThan(8)
    expect(written.every((line) => line.endsWith('\n') && !line.includes('\r'))).toBe(true)
    expect(written.at(-1)).toContain('iteration 100/100')
  })
})
