/** Foreign clients are programs of their own: each runs as a plain Node process against the services over HTTP. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createJiraCallers } from '../../../sandbox/http/jira-callers'
import type { RealTime } from '../../../sandbox/http/real-time'
import { createRealTime } from '../../../sandbox/http/real-time'
import type { ServedServices } from '../../../sandbox/http/serve-services'
import { serveServices } from '../../../sandbox/http/serve-services'
import type { Service } from '../../../sandbox/service'
import type { RemoteWorld } from '../../sandbox/remote-world'
import { createRemoteWorld } from '../../sandbox/remote-world'

export const JIRA_API_TOKEN = 'the-token'

export interface ServedWorld extends RemoteWorld {
  readonly served: ServedServices
  readonly time: RealTime
}

/** A small site and tenant, served on this machine; everything that crosses the wire is held to the contracts. */
export async function serveWorld(change: { jira?: (service: Service) => Service } = {}): Promise<ServedWorld> {
  const world = createRemoteWorld({ seats: 10 })
  const { clock, site, jira, organization, scim, entra } = world
  const time = createRealTime(clock)
  const served = await serveServices({
    services: { jira: change.jira?.(jira) ?? jira, organization, scim, entra },
    arrive: time.arrive,
    identifyJiraCaller: createJiraCallers(site, JIRA_API_TOKEN),
  })
  return { ...world, served, time }
}

/** @param name of a file beside this one @returns what the program printed, a JSON value */
export function runClient<T>(
  name: string,
  input: unknown,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(__dirname, `${name}.mjs`), JSON.stringify(input)], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      // A warning of a client is a finding too.
      if (code === 0 && errors === '') resolve(JSON.parse(output) as T)
      else reject(new Error(`${name} ended with ${code}:\n${errors}${output}`))
    })
  })
}
