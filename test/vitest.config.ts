import { defineConfig } from 'vitest/config'

// Tests import `deepmf` by its published name and get its sources: what they check is what is in the editor.
// Both lists are needed: `resolve` for what vite transforms, `ssr.resolve` for what runs in Node.
const conditions = ['deepmf-source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['deepmf-source', 'node', 'import'] } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    // The plain JavaScript backend runs the same problems many times slower than the native one, and machines
    // are shared: the slowest test takes 40 seconds on one that is not.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // An addon's threads and matrices belong to a process: each test file gets its own.
    pool: 'forks',
    server: { deps: { inline: [/^deepmf$/, /packages\/deepmf\/src/] } },
  },
})
