import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** What Chromium needs to run as root, and not to ask the network for anything. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of `CHROMIUM_PATH`, or one on the PATH; `undefined` where there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') return given
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun)
}

/**
 * Why browser tests are left out here, or `undefined` where they run. In CI they always run, so that they fail where
 * Chromium is missing.
 */
export function reasonToSkipBrowser(): string | undefined {
  if (findChromium() !== undefined || process.env.CI === 'true') return undefined
  return 'no Chromium: install it or set CHROMIUM_PATH'
}

/** Starts Chromium without a window, with a new empty profile. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium found: install it or set CHROMIUM_PATH')
  return chromium.launch({ executablePath, headless: true, args: FLAGS })
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
