// Where things lie.

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What these scripts keep between runs: stamps, tools, logs. */
export const cache = join(root, '.cache')

export const tools = join(cache, 'tools')

/** An absolute path from one relative to the project's root. */
export const at = (...parts) => join(root, ...parts)
