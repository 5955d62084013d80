import * as oauth from 'oauth4webapi'
import { messageOf } from '../../core/errors'
import type { EntraAccess, Finding, FindingOutcome } from '../../ports'
import { createGraph } from '../entra/graph'
import type { Graph } from '../entra/graph'
import type { Fetch, Http } from '../http'

/** Signs in to Entra and asks Graph for one row of each kind that the app reads. */
export async function probeEntra(
  http: Http,
  fetch: Fetch,
  now: () => Date,
  access: EntraAccess,
): Promise<readonly Finding[]> {
  const graph = createGraph(http, fetch, async () => access, now)
  try {
    // The first call signs in; the others find the token there.
    const users = await probe(graph, 'users', '/users?$select=id&$top=1')
    const [groups, signIns] = await Promise.all([
      probe(graph, 'groups', '/groups?$select=id&$top=1'),
      probe(graph, 'sign-ins', '/auditLogs/signIns?$top=1'),
    ])
    return [{ what: 'sign-in', outcome: 'ok' }, users, groups, signIns]
  } catch (error) {
    return [explainSignIn(error, access)]
  }
}

async function probe(graph: Graph, what: Finding['what'], path: string): Promise<Finding> {
  const { status, text } = await graph.send('GET', path)
  if (status < 300) return { what, outcome: 'ok' }
  if (/RequestFromNonPremiumTenant/.test(text)) return { what, outcome: 'no-premium' }
  if (status === 403) return { what, outcome: 'permission-missing' }
  return { what, outcome: 'refused', detail: `${status}` }
}

/** Codes of the Microsoft identity platform (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const OUTCOMES: Readonly<Record<string, FindingOutcome>> = {
  '7000215': 'secret-wrong',
  '7000222': 'secret-expired',
  '700027': 'certificate-unknown',
  '700016': 'app-unknown',
  '90002': 'tenant-unknown',
}
/** The id of a secret is a GUID; its value never is. */
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function explainSignIn(error: unknown, { clientSecret = '' }: EntraAccess): Finding {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof oauth.ResponseBodyError)) return noAnswer('sign-in', error)
  const code = /AADSTS(\d+)/.exec(cause.error_description ?? '')?.[1]
  const outcome = code === undefined ? undefined : OUTCOMES[code]
  if (outcome === undefined) {
    return { what: 'sign-in', outcome: 'refused', detail: code === undefined ? cause.error : `AADSTS${code}` }
  }
  return {
    what: 'sign-in',
    outcome: outcome === 'secret-wrong' && GUID.test(clientSecret) ? 'secret-is-its-id' : outcome,
  }
}

export function noAnswer(what: Finding['what'], error: unknown): Finding {
  return { what, outcome: 'no-answer', detail: messageOf(error) }
}
