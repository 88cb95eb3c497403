// Installs what every other command needs and builds everything.

import { findChromium } from '../steps/chromium.mjs'
import build from './build.mjs'

export default async function setup() {
  await build()
  await findChromium()
}
