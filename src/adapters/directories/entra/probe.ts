import { AppError, codeOf, messageOf } from '../../../core/errors'
import type { DirectoryTools, Tried } from '../directory-kind'
import type { EntraOutcome, EntraTried } from './form'
import { createGraph } from './graph'
import type { Graph } from './graph'
import type { EntraCredentials } from './schema'
import { outcomeOf } from './token'

/** Signs in to Entra and asks Graph for one row of each kind that the app reads. */
export async function probeEntra(tools: DirectoryTools, credentials: EntraCredentials): Promise<readonly Tried[]> {
  const graph = createGraph(tools, credentials)
  try {
    // The first call signs in; the others find the token there.
    const users = await probe(graph, 'users', '/users?$select=id&$top=1')
    const [groups, signIns] = await Promise.all([
      probe(graph, 'groups', '/groups?$select=id&$top=1'),
      probe(graph, 'sign-ins', '/auditLogs/signIns?$top=1'),
    ])
    return [found('sign-in', 'ok'), users, groups, { ...signIns, isOptional: true }]
  } catch (error) {
    return [explainSignIn(error, credentials)]
  }
}

async function probe(graph: Graph, what: EntraTried, path: string): Promise<Tried> {
  const { status, text } = await graph.send('GET', path)
  if (status < 300) return found(what, 'ok')
  if (/RequestFromNonPremiumTenant/.test(text)) return found(what, 'no-premium')
  if (status === 403) return found(what, 'permission-missing')
  return found(what, 'refused', `${status}`)
}

/** The id of a secret is a GUID; its value never is. */
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function explainSignIn(error: unknown, { clientSecret = '' }: EntraCredentials): Tried {
  const vendorCode = error instanceof AppError ? error.vendorCode : undefined
  const isBusy = codeOf(error) === 'throttled'
  if (vendorCode === undefined) return found('sign-in', isBusy ? 'throttled' : 'no-answer', messageOf(error))
  const outcome = outcomeOf(vendorCode)
  if (outcome === undefined) return found('sign-in', 'refused', vendorCode)
  return found('sign-in', outcome === 'secret-wrong' && GUID.test(clientSecret) ? 'secret-is-its-id' : outcome)
}

function found(what: EntraTried, outcome: EntraOutcome, detail?: string): Tried {
  return { what, outcome, ...(detail === undefined ? {} : { detail }) }
}
