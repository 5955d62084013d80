import type { AccessRequest, Ports } from '../../ports'
import { lookUpEach } from '../look-up-each'
import { recordDecisions } from './record-decisions'
import { SLICE_REQUESTS } from './slice-budget'

const NO_PERSON = { type: 'refuse', because: 'no-account' } as const

/**
 * Whom no own record knew when they asked are looked up before anything else is read: who is no person is refused by that
 * alone. Customers of the portal have accounts of their own, and they cost no read of the seats, whose quota all customers
 * of the app share.
 * @returns those who are left for this slice
 * @throws AppError when nobody can be looked up
 */
export async function refuseStrangers(ports: Ports, open: readonly AccessRequest[]): Promise<readonly AccessRequest[]> {
  const strangers = open.filter(({ isStranger }) => isStranger === true)
  if (strangers.length === 0) return open
  const slice = strangers.slice(0, SLICE_REQUESTS)
  const { found, failed } = await lookUpEach(
    slice.map(({ accountId }) => accountId),
    (some) => ports.accounts.lookUp(some),
  )
  const isNobody = ({ accountId }: AccessRequest): boolean =>
    !failed.has(accountId) && found.get(accountId)?.type !== 'atlassian'
  const refused = slice.filter(isNobody)
  const decisions = new Map(refused.map(({ key }) => [key, NO_PERSON]))
  if (refused.length > 0)
    await recordDecisions(ports, refused, decisions, { outcomes: new Map(), suspects: new Set(), lostRaces: 0 })
  const gone = new Set([...refused, ...strangers.slice(SLICE_REQUESTS)])
  return open.filter((one) => !gone.has(one))
}
