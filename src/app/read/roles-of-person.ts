import { isHarmless, kindOf } from '../../core/roles'
import type { Ports } from '../../ports'
import { readPermissions } from './group-gate'

/**
 * Asked right before something is taken. A row of the organization tells no role that was given directly for one app, and
 * whether the search for administrators finds it is documented nowhere: only the person's own roles tell it for certain.
 * @returns why the person keeps everything, or null. @throws AppError where the roles are not told
 */
export async function findKeptByRole(
  ports: Pick<Ports, 'accounts' | 'secrets'>,
  accountId: string,
): Promise<'administrator' | 'unknown-role' | null> {
  const roles = (await ports.accounts.readRoles(accountId)).filter((role) => !isHarmless(role))
  if (roles.length === 0) return null
  const { said } = await readPermissions(ports)
  const kinds = roles.map((role) => kindOf(role, said))
  if (kinds.includes('administration')) return 'administrator'
  return kinds.includes('unknown') ? 'unknown-role' : null
}
