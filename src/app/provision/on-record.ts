import type { Settings } from '../../core/settings'
import type { AccountRef, AnothersRecord, Ports } from '../../ports'
import { lookUpPeople } from '../read/read-people'
import { readLinks } from '../state/link-store'

/**
 * Makes a call about an account's record in the SCIM directory. A record that names an object of the directory that is gone,
 * and linked to nothing, is the same person's, before: it is in nobody's way.
 */
export async function onRecord<T extends { readonly outcome: string }>(
  ports: Pick<Ports, 'store' | 'directory'>,
  settings: Settings,
  account: AccountRef,
  call: (account: AccountRef) => Promise<T | AnothersRecord>,
): Promise<T | AnothersRecord> {
  const done = await call(account)
  if (!isAnothers(done) || (await isSomebody(ports, done.objectId, settings))) return done
  return call({ ...account, earlierId: done.objectId })
}

function isAnothers(done: { readonly outcome: string }): done is AnothersRecord {
  return done.outcome === 'another'
}

/** In the directory, linked, or not to be told. */
async function isSomebody(
  { store, directory }: Pick<Ports, 'store' | 'directory'>,
  objectId: string,
  settings: Settings,
): Promise<boolean> {
  if ((await readLinks(store, [objectId])).has(objectId)) return true
  const { found, failed } = await lookUpPeople(directory, [objectId], settings)
  return found.has(objectId) || failed.has(objectId)
}
