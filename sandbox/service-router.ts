import type { Service } from './service'

/**
 * Finds the service that answers for a URL, by host and path prefix: the organization and scim services share
 * api.atlassian.com. The longest fitting prefix wins; a service without prefixes takes every path of its hosts.
 */
export function createServiceRouter(services: readonly Service[]): (url: URL) => Service | undefined {
  const entries = services
    .flatMap((service) =>
      service.hosts.flatMap((host) => (service.pathPrefixes ?? ['/']).map((prefix) => ({ service, host, prefix }))),
    )
    .sort((a, b) => b.prefix.length - a.prefix.length)
  return (url) => entries.find(({ host, prefix }) => host === url.hostname && url.pathname.startsWith(prefix))?.service
}
