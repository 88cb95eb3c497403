import { type BackendName, DeepMFError } from 'deepmf'
import { expect } from 'vitest'
import { liveMatrices } from './backends.js'
import { type BadInput, good } from './bad-input.js'

/**
 * Every case is refused with its error before any work, and nothing is left behind. That is counted once for all, because
 * counting takes garbage collections.
 */
export async function refusesAll(
  backend: BackendName,
  cases: readonly BadInput[],
  fit: (input: unknown, options: Record<string, unknown>) => Promise<unknown>,
): Promise<void> {
  const before = await liveMatrices(backend)
  const onProgress = () => expect.unreachable('work was done')
  for (const { what, data, options, code, option, says } of cases) {
    const input = what === 'nothing' ? undefined : (data ?? good)
    const error: unknown = await fit(input, { backend, onProgress, ...options }).then(
      () => expect.unreachable(`${what} was accepted`),
      (reason: unknown) => reason,
    )
    expect(error, what).toBeInstanceOf(DeepMFError)
    expect(error, what).toMatchObject(option === undefined ? { code } : { code, option })
    if (says !== undefined) expect((error as Error).message).toMatch(says)
    expect((error as Error).message.length, what).toBeLessThan(400)
  }
  expect(await liveMatrices(backend)).toBe(before)
}
