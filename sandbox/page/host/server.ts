/** Calls of the page's own server. */
import type { WorldState } from '../api'

export async function read<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
  return parse<T>(await fetch(`/api/${path}?${new URLSearchParams(query)}`))
}

export async function send<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return parse<T>(await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
}

async function parse<T>(response: Response): Promise<T> {
  const body: unknown = await response.json()
  if (response.ok) return body as T
  throw new Error((body as { message?: string }).message ?? `The server answered ${response.status}.`)
}

/** The state of the world, now and whenever it changes. @param onLost called when the server is gone */
export function followWorld(onState: (state: WorldState) => void, onLost: () => void): void {
  const stream = new EventSource('/api/stream')
  stream.addEventListener('state', (event) => onState(JSON.parse(event.data as string) as WorldState))
  stream.addEventListener('error', onLost)
}
