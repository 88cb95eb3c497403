import { type BackendName, loadBackend } from 'deepmf'
import { collectGarbage } from './gc.js'

/** Every backend: the build makes all three, so one that does not load is a failure, not a skip. */
export const backends: readonly BackendName[] = (process.env.BACKENDS?.split(',') as BackendName[]) ?? [
  'native',
  'wasm',
  'js',
]

/**
 * The live matrices of a backend, for tests that nothing is left behind: without those that earlier tests dropped, which
 * would else be given back while the test is counting.
 */
export async function liveMatrices(name: BackendName): Promise<number> {
  const { kernels } = await loadBackend(name)
  let live = kernels.liveMatrices()
  for (let quiet = 0; quiet < 2; ) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 2))
    const now = kernels.liveMatrices()
    quiet = now === live ? quiet + 1 : 0
    live = now
  }
  return live
}
