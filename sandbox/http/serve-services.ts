/**
 * The four services over HTTP on this machine, for clients that are not our app: one port for Jira, one for
 * api.atlassian.com (organization and scim) and one for Entra (token endpoint and Graph), over the same state.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Caller, Service, ServiceReply } from '../service'
import { createServiceRouter } from '../service-router'

const ADDRESS = '127.0.0.1'
const LONGEST_BODY_BYTES = 5_000_000

export interface ServeOptions {
  readonly services: {
    readonly jira: Service
    readonly organization: Service
    readonly scim: Service
    readonly entra: Service
  }
  /** Moves the virtual clock to where it has to be when a request arrives; it may be asked again while it moves. */
  readonly arrive: () => Promise<void>
  /** Who calls Jira, by the Authorization header: it has no proxy of Forge in front here. */
  readonly identifyJiraCaller: (authorization: string) => Caller
}

export interface ServedServices {
  /** Beginnings of addresses, e.g. 'http://127.0.0.1:40001', that stand for a site, api.atlassian.com, and both hosts of Microsoft. */
  readonly jira: string
  readonly atlassian: string
  readonly entra: string
  close(): Promise<void>
}

/** Free ports are chosen. Links in replies lead back to the same port. */
export async function serveServices(options: ServeOptions): Promise<ServedServices> {
  const { jira, organization, scim, entra } = options.services
  const routeAtlassian = createServiceRouter([organization, scim])
  const atAtlassian = (url: URL): Service | undefined =>
    routeAtlassian(new URL(url.pathname + url.search, 'https://api.atlassian.com'))
  const servers = await Promise.all([
    listen(options, () => jira),
    listen(options, atAtlassian),
    listen(options, () => entra),
  ])
  const [jiraUrl = '', atlassianUrl = '', entraUrl = ''] = servers.map(
    (server) => `http://${ADDRESS}:${(server.address() as AddressInfo).port}`,
  )
  return {
    jira: jiraUrl,
    atlassian: atlassianUrl,
    entra: entraUrl,
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

async function listen(options: ServeOptions, route: (url: URL) => Service | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, options, route)
      .catch((error: unknown) => textReply(500, error instanceof Error ? error.message : String(error)))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy())
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(0, ADDRESS, done)
  })
  return server
}

async function answer(
  request: IncomingMessage,
  { arrive, services, identifyJiraCaller }: ServeOptions,
  route: (url: URL) => Service | undefined,
): Promise<ServiceReply> {
  const body = await readBody(request)
  const host = request.headers.host ?? ''
  // A page of another site that resolves its own name to this address must not get through.
  if (!/^127\.0\.0\.1:\d+$/.test(host)) return textReply(403, 'This server is for this machine.')
  const url = new URL(request.url ?? '/', `http://${host}`)
  const service = route(url)
  if (service === undefined) return textReply(404, `No service answers for ${url.pathname}.`)
  await arrive()
  const headers = readHeaders(request)
  const caller: Caller =
    service === services.jira ? identifyJiraCaller(headers['authorization'] ?? '') : { kind: 'external' }
  return service.handle({ method: request.method ?? 'GET', url, headers, body, caller, origin: null })
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LONGEST_BODY_BYTES) throw new Error(`Expected a body of at most ${LONGEST_BODY_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return bytes === 0 ? null : Buffer.concat(chunks).toString('utf8')
}

function readHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

function send(response: ServerResponse, { status, headers = {}, body }: ServiceReply): void {
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' })
  response.end(body)
}

function textReply(status: number, text: string): ServiceReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
