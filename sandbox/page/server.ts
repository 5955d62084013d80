/** The page's server, on this machine only: the host page, the app's UI Kit bundles, a JSON API and a stream of events. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LivingWorld } from './living-world'
import { answerApi } from './server-api'
import { FRAME_BRIDGE, FRAME_RULES, HOST_HTML, sendFile, sendFrameBridge, waitingHtml } from './server-files'
import type { Streams } from './server-stream'
import { createStreams } from './server-stream'

const ADDRESS = '127.0.0.1'
const LONGEST_BODY_BYTES = 1_000_000

export interface PageServer {
  readonly address: string
  /** From now on the page is there; until then a visitor reads what is awaited. */
  open(world: LivingWorld, hostFolder: string): void
  close(): void
}

/** @throws Error with the code EADDRINUSE when the port is taken @param port 0 = any free one */
export async function startServer(port: number): Promise<PageServer> {
  let opened: { world: LivingWorld; hostFolder: string; streams: Streams } | null = null
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy()
      const message = error instanceof Error ? error.message : String(error)
      sendJson(response, 500, { message })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another site that resolves its own name to this address must not get through.
    if (!isLocal(request.headers.host)) return sendJson(response, 403, { message: 'This server is for this machine.' })
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${ADDRESS}`)
    if (opened === null) {
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' })
      response.end(waitingHtml('The company is being built …'))
      return
    }
    const { world, hostFolder, streams } = opened
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
      response.end(HOST_HTML)
    } else if (pathname.startsWith('/host/')) await sendFile(response, hostFolder, pathname.slice('/host/'.length))
    else if (pathname.startsWith('/app/')) await sendAppFile(world, pathname.slice('/app/'.length), response)
    else if (pathname.startsWith('/frame/')) await sendFrameFile(world, pathname.slice('/frame/'.length), response)
    else if (pathname === '/api/stream') streams.add(response)
    else if (pathname.startsWith('/api/')) {
      const body = request.method === 'POST' ? await readJson(request) : undefined
      const reply = await answerApi(world, pathname.slice('/api/'.length), searchParams, body)
      sendJson(response, reply.status, reply.body)
    } else sendJson(response, 404, { message: `There is nothing at ${pathname}.` })
  }

  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, ADDRESS, () => done())
  })

  return {
    address: `http://${ADDRESS}:${(server.address() as AddressInfo).port}`,
    open: (world, hostFolder) => {
      opened = { world, hostFolder, streams: createStreams(world) }
    },
    close: () => {
      opened?.streams.stop()
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A UI Kit page, which runs apart and is drawn by the host. */
function sendAppFile(world: LivingWorld, path: string, response: ServerResponse): Promise<void> {
  return sendResource(world, path, response, (folder, file) => sendFile(response, folder, file))
}

/** A Custom UI page inside a frame, under the rules that Forge sets for its content. */
async function sendFrameFile(world: LivingWorld, path: string, response: ServerResponse): Promise<void> {
  if (path.endsWith(`/${FRAME_BRIDGE}`)) return sendFrameBridge(response)
  return sendResource(world, path, response, (folder, file) => sendFile(response, folder, file, FRAME_RULES))
}

function sendResource(
  { bundle }: LivingWorld,
  path: string,
  response: ServerResponse,
  send: (folder: string, file: string) => Promise<void>,
): Promise<void> {
  const slash = path.indexOf('/')
  const folder = bundle.resources[path.slice(0, slash)]
  if (folder !== undefined) return send(folder, path.slice(slash + 1))
  sendJson(response, 404, { message: `The manifest has no resource for ${path}.` })
  return Promise.resolve()
}

function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')
}

/** JSON only: a form of another site cannot send it without asking first. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json')
    throw new Error('Expected a body of type application/json.')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LONGEST_BODY_BYTES) throw new Error(`Expected a body of at most ${LONGEST_BODY_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
