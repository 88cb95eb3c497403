import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/** A page server on localhost. */
export interface Server {
  readonly address: string
  /** The paths that were asked for. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Serves the files of a folder on localhost; `index` is the text of the page itself. */
export async function serve(folder: string, index: string): Promise<Server> {
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    requests.push(path)
    const type = TYPES[path === '/' ? '.html' : extname(path)]
    const body = path === '/' ? index : await readFile(join(folder, path)).catch(() => undefined)
    if (body === undefined || type === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
