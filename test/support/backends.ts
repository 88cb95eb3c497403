import { type BackendName, loadBackend } from 'deepmf'

/** Every backend: the build makes all three, so one that does not load is a failure, not a skip. */
export const backends: readonly BackendName[] = (process.env.BACKENDS?.split(',') as BackendName[]) ?? [
  'native',
  'wasm',
  'js',
]

/** The live matrices of a backend, for tests that nothing is left behind. */
export async function liveMatrices(name: BackendName): Promise<number> {
  return (await loadBackend(name)).kernels.liveMatrices()
}
