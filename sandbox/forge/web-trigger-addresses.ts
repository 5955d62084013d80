/** The GraphQL operations behind `webTrigger.getUrl`, `queryUrls` and `deleteUrl` of @forge/api 8.3.0 (out/webTrigger.js). */
import { createHash } from 'node:crypto'
import type { Installation } from './installation'
import type { AppManifest } from './manifest'

/** Address at which the outside calls a web trigger; fixed per installation and module. */
export function webTriggerAddress(installation: Installation, moduleKey: string): string {
  const id = createHash('sha256').update(`${installation.installationId}/${moduleKey}`).digest('base64url').slice(0, 32)
  return `https://${installation.installationId}.hello.atlassian-dev.net/x1/${id}`
}

/** @returns the answer as JSON; null for a query the sandbox does not know */
export function answerWebTriggerQuery(body: string, manifest: AppManifest, installation: Installation): string | null {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { input?: { triggerKey?: string } } }
  if (query.includes('createWebTriggerUrl')) {
    const key = variables.input?.triggerKey ?? ''
    if (!manifest.webTriggers.has(key))
      return JSON.stringify({ errors: [{ message: `Unknown web trigger ${key}` }], data: null })
    return JSON.stringify({ data: { createWebTriggerUrl: { url: webTriggerAddress(installation, key) } } })
  }
  if (query.includes('webTriggerUrlsByAppContext')) {
    const urls = [...manifest.webTriggers.keys()].map((triggerKey) => ({
      triggerKey,
      url: webTriggerAddress(installation, triggerKey),
    }))
    return JSON.stringify({ data: { webTriggerUrlsByAppContext: urls } })
  }
  if (query.includes('deleteWebTriggerUrl'))
    return JSON.stringify({ data: { deleteWebTriggerUrl: { success: true, message: null } } })
  return null
}
