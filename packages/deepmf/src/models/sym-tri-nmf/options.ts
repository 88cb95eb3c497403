import type { SymNMFOptions, SymNMFSyncOptions } from '../sym-nmf/options.js'

/** Options of {@link symTriNMF}: those of {@link symNMF}, `solver` being about W. */
export type SymTriNMFOptions = SymNMFOptions

/** Options of {@link symTriNMFSync}: without the ones that need the event loop. */
export type SymTriNMFSyncOptions = SymNMFSyncOptions
