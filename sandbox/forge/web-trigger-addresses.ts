/** The GraphQL operations behind `webTrigger.getUrl`, `queryUrls` and `deleteUrl` of @forge/api 8.3.0 (out/webTrigger.js). */
import { createHash } from 'node:crypto'
import type { Installation } from './installation'
import type { AppManifest, WebTriggerModule } from './manifest'

/**
 * Address at which the outside calls a web trigger; fixed per installation, module and format. The second format is as in the
 * example at https://developer.atlassian.com/platform/forge/rest/v2/api-group-forge-webtriggers/.
 */
export function webTriggerAddress({ installationId }: Installation, { key, urlFormat }: WebTriggerModule): string {
  const id = createHash('sha256').update(`${installationId}/${key}`).digest('base64url').slice(0, 32)
  if (urlFormat === 'v2') return `https://${installationId}.webtrigger.atlassian.app/public/${id}`
  return `https://${installationId}.hello.atlassian-dev.net/x1/${id}`
}

/** @returns the answer as JSON; null for a query the sandbox does not know */
export function answerWebTriggerQuery(body: string, manifest: AppManifest, installation: Installation): string | null {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { input?: { triggerKey?: string } } }
  if (query.includes('createWebTriggerUrl')) {
    const key = variables.input?.triggerKey ?? ''
    const module = manifest.webTriggers.get(key)
    if (module === undefined) return JSON.stringify({ errors: [{ message: `Unknown web trigger ${key}` }], data: null })
    return JSON.stringify({ data: { createWebTriggerUrl: { url: webTriggerAddress(installation, module) } } })
  }
  if (query.includes('webTriggerUrlsByAppContext')) {
    const urls = [...manifest.webTriggers.values()].map((module) => ({
      triggerKey: module.key,
      url: webTriggerAddress(installation, module),
    }))
    return JSON.stringify({ data: { webTriggerUrlsByAppContext: urls } })
  }
  if (query.includes('deleteWebTriggerUrl'))
    return JSON.stringify({ data: { deleteWebTriggerUrl: { success: true, message: null } } })
  return null
}
