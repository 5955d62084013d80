import type { Ports } from '../../ports'
import { keys } from './keys'
import { readAllLinks, saveLinks } from './link-store'
import { readLastGood } from './last-good'

/**
 * Forgets what is known of people by the ids of their directory, because another one takes its place. Accounts stay as they
 * are: the next full run finds each person's account again by e-mail, and who is not found is left alone.
 */
export async function forgetDirectory({ store }: Pick<Ports, 'store'>): Promise<void> {
  await store.deleteMany([keys.delta, keys.signIns, keys.signInFailure, keys.held('leavers'), keys.held('provision')])
  const links = await readAllLinks(store)
  if (links.size > 0) await saveLinks(store, new Map([...links.keys()].map((objectId) => [objectId, null])))
  const { people: _people, linked: _linked, ...others } = await readLastGood(store)
  await store.set(keys.lastGood, others)
}
