/** Files of the page: the host page's own, and the app's UI Kit bundles, which run in a frame of their own. */
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** What the browser gets first. The host page fills it; until it is there, a line says what is awaited. */
export const HOST_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Universal Access sandbox</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/host/main.css" />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/host/main.js"></script>
  </body>
</html>
`

export function waitingHtml(text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Starting</title>
<meta http-equiv="refresh" content="2" /></head><body><p>${text}</p></body></html>`
}

/**
 * The bridge has to be there before the app's first module; it lives in the host page around the frame. Time is the
 * sandbox's: an app that says "in two hours" means virtual ones.
 */
const BRIDGE_SCRIPT = '<script>parent.connectApp(window)</script>'

/** In a frame no inline script runs, so the bridge comes as a file. */
export const FRAME_BRIDGE = 'sandbox-bridge.js'

export interface PageRules {
  readonly bridge: string
  readonly headers: Readonly<Record<string, string>>
}

const UI_KIT_RULES: PageRules = { bridge: BRIDGE_SCRIPT, headers: {} }

/** Forge's rules for the content of Custom UI without `permissions.content`: nothing inline, nothing from elsewhere. */
export const FRAME_RULES: PageRules = {
  bridge: `<script src="./${FRAME_BRIDGE}"></script>`,
  headers: {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'none'",
  },
}

export function sendFrameBridge(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': TYPES['.js']!, 'cache-control': 'no-cache' })
  response.end('parent.connectFrame(window)')
}

/** Sends a file below `folder`, or 404. @param path as in the URL, below the folder */
export async function sendFile(
  response: ServerResponse,
  folder: string,
  path: string,
  { bridge, headers }: PageRules = UI_KIT_RULES,
): Promise<void> {
  const file = normalize(join(folder, path))
  const type = TYPES[extname(file)]
  const content = type === undefined || !file.startsWith(folder + sep) ? null : await readFile(file).catch(() => null)
  if (content === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no file ${path}.`)
    return
  }
  const isAppPage = path === 'index.html'
  response.writeHead(200, { 'content-type': type!, 'cache-control': 'no-cache', ...headers })
  response.end(isAppPage ? content.toString('utf8').replace('<head>', `<head>${bridge}`) : content)
}
