/** The living company over HTTP, for scripts and clients other than the app (`npm start -- --services`). */
import { createJiraCallers } from '../http/jira-callers'
import { serveServices } from '../http/serve-services'
import type { LivingWorld } from './living-world'

/** The API token of every account here: with somebody's e-mail address it signs in to Jira. */
const JIRA_API_TOKEN = 'sandbox-token'

/** @returns lines that say where each service is and how to sign in */
export async function serveWorld({ sandbox, timekeeper }: LivingWorld): Promise<readonly string[]> {
  const { site, services } = sandbox
  const served = await serveServices({
    services,
    // The page's clock runs by itself; what has begun at this instant ends before the request is answered.
    arrive: () => timekeeper.complete(Promise.resolve()),
    identifyJiraCaller: createJiraCallers(site, JIRA_API_TOKEN),
  })
  return [
    `Jira: ${served.jira} (any account's e-mail address with the token ${JIRA_API_TOKEN})`,
    `api.atlassian.com: ${served.atlassian} (the keys of the panel)`,
    `login.microsoftonline.com and graph.microsoft.com: ${served.entra} (the client of the panel)`,
  ]
}
