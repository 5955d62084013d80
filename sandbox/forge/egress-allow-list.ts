/** Which external addresses the app may fetch: scheme and host count, paths are ignored, as on Forge. */
export type EgressCheck = (url: URL) => boolean

/** @param addresses e.g. `https://graph.microsoft.com`, `*.okta.com`, `*`; a missing scheme means https */
export function createEgressCheck(addresses: readonly string[]): EgressCheck {
  const patterns = addresses.map(toPattern)
  const known = new Map<string, boolean>()
  return ({ protocol, hostname }) => {
    const origin = `${protocol}//${hostname}`
    let isAllowed = known.get(origin)
    if (isAllowed === undefined) known.set(origin, (isAllowed = patterns.some((pattern) => pattern.test(origin))))
    return isAllowed
  }
}

function toPattern(address: string): RegExp {
  if (address === '*') return /^/
  const [, scheme = 'https:', host = ''] = /^(?:(\w+:)\/\/)?([^/?#]+)/.exec(address) ?? []
  const escaped = host.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${scheme}//${escaped}$`)
}
