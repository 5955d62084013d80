/** The JSON text of each user, kept per `$select` until the user changes. */
import type { Clock } from '../clock'
import type { EntraUser, Tenant } from './tenant'
import { writeUser } from './user-properties'

export interface UserTexts {
  text(user: EntraUser, select: readonly string[]): string
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
    text: (user, select) => {
      // Sign-in activity changes without the user changing.
      if (select.includes('signInActivity')) return writeUser(user, select, clock.now())
      const texts = textsFor(select.join())
      return (texts[user.position] ??= writeUser(user, select, clock.now()))
    },
  }
}
