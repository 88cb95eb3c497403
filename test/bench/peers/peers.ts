import type { Context } from '../context.js'
import type { Row } from '../report.js'
import { benchLayerCentric } from './layer-centric.js'
import { peerPython } from './python.js'
import { benchScikit } from './scikit/race.js'

/** Times fits against other programs: NumPy, scikit-learn. */
export async function benchPeers(context: Context): Promise<Row[]> {
  let python: string
  try {
    python = peerPython()
  } catch (error) {
    context.leaveOut(`peers: no Python environment (${error instanceof Error ? error.message : error})`)
    return []
  }
  return [...(await benchLayerCentric(context, python)), ...(await benchScikit(context, python))]
}
