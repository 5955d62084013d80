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

/** Sends a file below `folder`, or 404. @param path as in the URL, below the folder */
export async function sendFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const file = normalize(join(folder, path))
  const type = TYPES[extname(file)]
  const content = type === undefined || !file.startsWith(folder + sep) ? null : await readFile(file).catch(() => null)
  if (content === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no file ${path}.`)
    return
  }
  const isAppPage = path === 'index.html'
  response.writeHead(200, { 'content-type': type!, 'cache-control': 'no-cache' })
  response.end(isAppPage ? content.toString('utf8').replace('<head>', `<head>${BRIDGE_SCRIPT}`) : content)
}
