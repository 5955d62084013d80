/** The JSON text of each user, kept per `$select` until the user changes. */
import type { Clock } from '../clock'
import type { EntraUser, Tenant } from './tenant'
import { writeUser } from './user-properties'

export interface UserTexts {
  /** @returns the writer for the users of one page */
  writer(select: readonly string[]): (user: EntraUser) => string
}

/** An app uses a handful of lists of properties; texts of 42,000 people take about 15 MB per list. */
const CACHES_MAX = 6

export function createUserTexts({ clock, tenant }: { clock: Clock; tenant: Tenant }): UserTexts {
  let caches: { key: string; texts: (string | undefined)[] }[] = []
  tenant.onChange(({ userId }) => {
    const user = tenant.users.get(userId) ?? tenant.deletedUsers.get(userId)
    if (user === undefined) return
    for (const { texts } of caches) texts[user.position] = undefined
  })

  function textsFor(key: string): (string | undefined)[] {
    const found = caches.find((cache) => cache.key === key)
    if (found !== undefined) return found.texts
    const texts: (string | undefined)[] = []
    caches = [{ key, texts }, ...caches].slice(0, CACHES_MAX)
    return texts
  }

  return {
    writer: (select) => {
      const now = clock.now()
      // Sign-in activity changes without the user changing.
      if (select.includes('signInActivity')) return (user) => writeUser(user, select, now)
      const texts = textsFor(select.join())
      return (user) => (texts[user.position] ??= writeUser(user, select, now))
    },
  }
}
