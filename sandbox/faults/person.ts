/** One person of the company as a fault knows them: by every id under which the services and the store know them. */
import type { Site } from '../atlassian/site'
import type { Tenant } from '../entra/tenant'
import { emailOf } from '../identities'
import type { Identities } from '../identities'

export interface People {
  readonly site: Site
  readonly tenant: Tenant
  readonly identities: Identities
}

/** Whether a text names the person: an address, a path, a body, a key of the store. */
export type NamesPerson = (text: string) => boolean

/**
 * @param word a name in one word, an address, or an id of any service
 * @returns tells whether a text names the person by an id of today, or by one that they had since the fault was armed
 * @throws Error when nobody has this name, address or id
 */
export function createNamesPerson({ site, tenant, identities }: People, word: string): NamesPerson {
  const user = [...tenant.users.values()].find((one) => [one.id, emailOf(one), one.displayName].includes(word))
  const account = [...site.accounts.values()].find((one) =>
    [one.accountId, one.scimId, one.email, one.displayName].includes(word),
  )
  if (user === undefined && account === undefined)
    throw new Error(`Expected a name in one word, an address or an id of somebody, got "${word}".`)
  const userId = user?.id ?? identities.userIdOf(account!.accountId)
  const known = new Set<string>()

  function learn(): void {
    const self = tenant.users.get(userId ?? '')
    const own = userId === undefined ? account : (identities.accountOf(userId) ?? account)
    const ids = [userId, self?.userPrincipalName, self?.mail, own?.accountId, own?.scimId, own?.email, own?.externalId]
    for (const id of ids) if (id != null) known.add(id.toLowerCase())
  }

  return (text) => {
    learn()
    const searched = text.toLowerCase()
    return [...known].some((id) => isNamedIn(searched, id))
  }
}

/** The id as a word of its own: one address may be the end of another. */
function isNamedIn(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    const isInside = /[\w.@-]/.test(text[at - 1] ?? ' ') || /[\w@-]/.test(text[at + id.length] ?? ' ')
    if (!isInside) return true
  }
  return false
}
