/** Which requests change something at Atlassian or in the directory. */
import type { ServiceName, ServiceRequest } from '../service'

/** Reads that carry their question in a body, and the token endpoint. */
const ASKING_POSTS = [
  /\/(users|groups)\/search$/,
  /\/checkMemberGroups$/,
  /\/oauth2\/v[12](\.0)?\/token$/,
  /\/\$batch$/,
]

/** A batch changes something when one of its items does. */
export function isRemoteWrite(_service: ServiceName, { method, url, body }: ServiceRequest): boolean {
  if (method === 'GET') return false
  if (url.pathname.endsWith('/$batch')) return hasWritingItem(body)
  return method !== 'POST' || !ASKING_POSTS.some((pattern) => pattern.test(url.pathname))
}

function hasWritingItem(body: string | null): boolean {
  const items = [...(body ?? '').matchAll(/"method":"(\w+)","url":"([^"]*)"/g)]
  return items.some(([, method, url]) => method !== 'GET' && !ASKING_POSTS.some((pattern) => pattern.test(url!)))
}
