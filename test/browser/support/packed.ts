import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The packages that a browser needs, and where they lie in the workspace. */
const PACKAGES = { deepmf: 'packages/deepmf', '@deepmf/wasm': 'bindings/wasm' }

/** Packs the packages as for publishing and unpacks them into the `node_modules` of a folder, with the page beside. */
export async function makeSite(folder: string): Promise<void> {
  if (!existsSync(join(root, 'packages/deepmf/dist/index.js'))) {
    throw new Error('packages/deepmf/dist is not built: run `npm run build` first')
  }
  await cp(fileURLToPath(new URL('../page/', import.meta.url)), folder, { recursive: true })
  for (const [name, path] of Object.entries(PACKAGES)) await install(name, join(root, path), folder)
}

async function install(name: string, source: string, folder: string): Promise<void> {
  const target = join(folder, 'node_modules', name)
  await mkdir(target, { recursive: true })
  const args = ['pack', source, '--json', '--ignore-scripts', '--pack-destination', folder]
  // npm is a script on Windows, which only a shell can start.
  const { stdout } = await run('npm', args, { shell: process.platform === 'win32' })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  await run('tar', ['-xzf', filename, '--strip-components=1', '-C', target], { cwd: folder })
}

type Target = string | { readonly [condition: string]: Target }

/** The conditions of a browser without a bundler. */
const CONDITIONS = new Set(['browser', 'import', 'default'])

/** The import map that a page needs: what the packages' own `exports` and `imports` say for a browser. */
export async function importMap(folder: string): Promise<{ imports: Record<string, string> }> {
  const imports: Record<string, string> = {}
  for (const name of Object.keys(PACKAGES)) {
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as {
      exports: Record<string, Target>
      imports?: Record<string, Target>
    }
    const base = `/node_modules/${name}/`
    for (const [path, target] of Object.entries(manifest.exports)) {
      imports[name + path.slice(1)] = base + resolved(target)
    }
    for (const [path, target] of Object.entries(manifest.imports ?? {})) imports[path] = base + resolved(target)
  }
  return { imports }
}

function resolved(target: Target): string {
  if (typeof target === 'string') return target.slice(2)
  const condition = Object.keys(target).find((name) => CONDITIONS.has(name))
  if (condition === undefined) throw new Error(`no target for a browser in ${JSON.stringify(target)}`)
  return resolved(target[condition] as Target)
}
