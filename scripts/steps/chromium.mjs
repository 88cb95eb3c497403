// A Chromium for the browser tests: one that is there, or Debian's.

import { Failure, say, timed } from '../log.mjs'
import { canInstallDebianPackages, executable, installDebianPackages, which } from '../run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium, or undefined where there is none and none can be installed. */
export async function findChromium() {
  const forced = process.env.CHROMIUM_PATH
  if (forced !== undefined && forced !== '') {
    if (!executable(forced)) throw new Failure(`CHROMIUM_PATH is ${forced}, which cannot be run.`)
    return forced
  }
  const found = installed()
  if (found !== undefined) return found
  if (canInstallDebianPackages()) {
    await timed('chromium', 'installing the Debian package', installChromium)
    const path = installed()
    if (path !== undefined) return path
  }
  say('chromium: none found, so the browser tests are left out; install it or set CHROMIUM_PATH')
  return undefined
}

/** A system without that package is one without a browser, not one without tests. */
async function installChromium() {
  try {
    await installDebianPackages(['chromium'])
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(`chromium: ${error.message}`)
  }
}

const installed = () =>
  names.map(which).find((path) => path !== undefined) ?? applications.find((path) => executable(path))
