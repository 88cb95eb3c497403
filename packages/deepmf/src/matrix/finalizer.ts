/** Releases a backend's memory when a Matrix or a SparseMatrix is collected without `dispose`. */
export const finalizer = new FinalizationRegistry<{ dispose(): void }>((storage) => {
  try {
    storage.dispose()
  } catch {
    // Nobody is left to tell; the memory goes with the instance.
  }
})
