import { isRename } from '../../core/plan'
import type { Action } from '../../core/plan'
import type { Ports } from '../../ports'
import { readSettings } from '../state/settings'
import { lookUpPeople } from './read-people'

/**
 * Which address each account has, by the organization, and which it would get, by the directory: both are read now, since no
 * address is kept (design rule 11).
 * @returns nothing of an action that changes no address
 */
export async function readNewAddresses(
  { store, accounts, directory }: Pick<Ports, 'store' | 'accounts' | 'directory'>,
  actions: readonly Action[],
): Promise<(action: Action) => { readonly address?: { readonly from: string | null; readonly to: string | null } }> {
  const renames = actions.flatMap((action) => (action.type === 'update' && isRename(action) ? [action] : []))
  if (renames.length === 0) return () => ({})
  const [known, { found }] = await Promise.all([
    accounts.lookUp(renames.map(({ accountId }) => accountId)),
    lookUpPeople(
      directory,
      renames.map(({ objectId }) => objectId),
      await readSettings(store),
    ),
  ])
  const orNull = (address: string | undefined): string | null =>
    address === undefined || address === '' ? null : address
  return (action) => {
    if (action.type !== 'update' || !isRename(action)) return {}
    const [from, to] = [known.get(action.accountId)?.email, found.get(action.objectId)?.email]
    return { address: { from: orNull(from), to: orNull(to) } }
  }
}
