/** Server-sent events: the state of the world whenever it has changed, a few times a second at most. */
import type { ServerResponse } from 'node:http'
import type { LivingWorld } from './living-world'

const LOOKS_EVERY_MS = 400

export interface Streams {
  add(response: ServerResponse): void
  stop(): void
}

export function createStreams(world: LivingWorld): Streams {
  const open = new Set<ServerResponse>()
  let last = ''

  function look(): void {
    if (open.size === 0) return
    const text = JSON.stringify(world.state())
    if (text === last) return
    last = text
    for (const response of open) send(response, text)
  }

  const timer = setInterval(look, LOOKS_EVERY_MS)

  return {
    add: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      open.add(response)
      response.on('close', () => open.delete(response))
      last = JSON.stringify(world.state())
      send(response, last)
    },
    stop: () => {
      clearInterval(timer)
      for (const response of open) response.end()
    },
  }
}

function send(response: ServerResponse, text: string): void {
  response.write(`event: state\ndata: ${text}\n\n`)
}
