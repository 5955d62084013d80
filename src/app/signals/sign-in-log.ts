import type { SignalSettings } from '../../core/settings/signals'
import type { Application, SignIn } from '../../ports'
import { readLinks } from '../state/link-store'
import { OVERLAP_MS } from './poll'
import type { PolledSource } from './source'

/**
 * The sign-in log of the directory, by the ids of applications. Its place: shortened ids of the rows already handled that
 * the next look will show again.
 */
export const SIGN_IN_LOG: PolledSource<readonly string[]> = {
  name: 'sign-in',
  setting: 'signIn',
  words: {
    failing: 'The sign-in log cannot be read',
    silent: 'The sign-in log shows nobody',
    silentText: (since) =>
      `Nobody has signed in to the applications you named since ${since}. Check their ids under Settings.`,
  },
  look: async ({ directory, store, clock }, settings, place, since) => {
    const now = clock.now()
    const rows = await directory.readSignIns(since, settings.signals.signInAppIds)
    const seen = new Set(place ?? [])
    const fresh = rows.filter((row) => !seen.has(shorten(row)))
    // Newest first: what stays is the first sign-in of each.
    const firstAt = new Map(fresh.map(({ objectId, at }) => [objectId, at]))
    const links = firstAt.size === 0 ? [] : [...(await readLinks(store, [...firstAt.keys()]))]
    const shownAgain = rows.filter((row) => Date.parse(row.at) >= now.getTime() - OVERLAP_MS)
    return {
      shown: new Map(
        links.flatMap(([objectId, { left, accountId }]) =>
          left === 'disabled' ? [] : [[accountId, firstAt.get(objectId)!] as const],
        ),
      ),
      hasShown: fresh.length > 0,
      isMoved: fresh.length > 0,
      place: shownAgain.map(shorten),
    }
  },
}

/** What Atlassian's applications are called, unless somebody has named them otherwise. */
const LIKELY = /atlassian|jira|confluence/i

/** The applications that an administrator has chosen, and before that those that look like Atlassian's. */
export function findAppIds(
  { signInAppIds }: Pick<SignalSettings, 'signInAppIds'>,
  applications: readonly Application[],
): readonly string[] {
  if (signInAppIds.length > 0) return signInAppIds
  return applications.filter(({ name }) => LIKELY.test(name)).map(({ id }) => id)
}

/**
 * The last 48 bits of a row's id (a UUID): enough to tell the rows of an hour apart, and 16,000 of them fit into one value
 * of 240 KiB, which a Monday morning of 15,000 sign-ins an hour needs.
 */
function shorten({ id }: SignIn): string {
  return id.slice(-12)
}
