import type { Ports } from '../../ports'
import { deltaState } from './delta-state'
import { forgetIdentities } from './identity-doubts'
import { pollKeyOf } from './poll-state'
import { forgetAllLinks } from './link-store'
import { changeLastGood } from './last-good'
import { replaceHeldPlan } from './plan-store'

/**
 * Forgets what is known of people by the ids of their directory, because another one takes its place. Accounts stay as they
 * are: the next full run finds each person's account again by e-mail, and who is not found is left alone. Whoever has read
 * the earlier directory saves nothing of it from the first of these writes on.
 */
export async function forgetDirectory({ store }: Pick<Ports, 'store'>): Promise<void> {
  await changeLastGood(store, ({ people: _people, linked: _linked, exchanges = 0, ...others }) => ({
    ...others,
    exchanges: exchanges + 1,
  }))
  await store.deleteMany([deltaState.key, pollKeyOf('sign-in')])
  for (const kind of ['leavers', 'renames', 'provision'] as const) await replaceHeldPlan(store, kind, null)
  await forgetIdentities(store)
  await forgetAllLinks(store)
}
