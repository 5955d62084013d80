/** An Okta org: the people of the company with a status of Okta's, the API token and the service app. */
import type { Clock } from '../clock'
import type { EntraUser, Tenant } from '../entra/tenant'
import type { Random } from '../random'
import { SAMPLE_CERTIFICATE } from '../sample-key'
import { makeId } from './okta-kind'

/** Of an org of somebody else: nobody is in it, unless a test lets it answer. */
export const OTHER_HOST = 'other.okta.com'

export const STATUSES = [
  ...['STAGED', 'PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'SUSPENDED', 'DEPROVISIONED'],
] as const
export type OktaStatus = (typeof STATUSES)[number]

export interface OktaOrg {
  readonly tenant: Tenant
  readonly host: string
  readonly apiToken: string
  readonly clientId: string
  /** Of the service app's public key, which is that of the certificate. */
  readonly keyId: string
  readonly certificate: string
  readonly isTokenRevoked: boolean
  /** What the service app was granted. */
  readonly grantedScopes: readonly string[]
  statusOf(user: EntraUser): OktaStatus
  /** Last change of the user, epoch ms. */
  changedAt(user: EntraUser): number
  setStatus(userId: string, status: OktaStatus): void
  /** Attributes of the profile that the company has added, of whatever type, or in whatever form it keeps the usual ones. */
  profileOf(user: EntraUser): Readonly<Record<string, unknown>>
  setProfile(userId: string, attributes: Readonly<Record<string, unknown>>): void
  setTokenRevoked(isRevoked: boolean): void
  setGrantedScopes(scopes: readonly string[]): void
}

/** Of fifty people who work here, so many have one of the statuses that need something done. */
const RARE: readonly OktaStatus[] = ['PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY', 'PROVISIONED']
const PEOPLE_PER_RARE = 50

/** @param tenant where the people are; its ids are those of Okta when it was made so */
export function createOktaOrg({
  clock,
  tenant,
  random,
  host = 'example.okta.com',
}: {
  clock: Clock
  tenant: Tenant
  random: Random
  host?: string
}): OktaOrg {
  const given = new Map<string, OktaStatus>()
  const profiles = new Map<string, Readonly<Record<string, unknown>>>()
  /** By position: last changes, epoch ms. */
  const changes: number[] = []
  let isTokenRevoked = false
  let grantedScopes: readonly string[] = ['okta.users.read', 'okta.groups.read', 'okta.logs.read']

  tenant.onChange(({ at, userId, kind }) => {
    if (kind === 'enabled' || kind === 'disabled') given.delete(userId)
    const user = tenant.users.get(userId)
    if (user !== undefined) changes[user.position] = kind === 'added' ? user.createdAt : at
  })

  /** Where nobody has said otherwise: who leaves is suspended or deactivated, both are usual. */
  function usualStatus({ accountEnabled, position }: EntraUser): OktaStatus {
    if (accountEnabled) return RARE[position % PEOPLE_PER_RARE] ?? 'ACTIVE'
    return position % 2 === 0 ? 'SUSPENDED' : 'DEPROVISIONED'
  }

  return {
    tenant,
    host,
    apiToken: `00${makeId('', random)}${makeId('', random)}`,
    clientId: makeId('0oa', random),
    keyId: makeId('', random),
    certificate: SAMPLE_CERTIFICATE,
    get isTokenRevoked() {
      return isTokenRevoked
    },
    get grantedScopes() {
      return grantedScopes
    },
    statusOf: (user) => given.get(user.id) ?? usualStatus(user),
    changedAt: ({ position, createdAt }) => changes[position] ?? createdAt,
    setStatus: (userId, status) => {
      tenant.updateUser(userId, { accountEnabled: status !== 'SUSPENDED' && status !== 'DEPROVISIONED' })
      given.set(userId, status)
      changes[tenant.users.get(userId)!.position] = clock.now()
    },
    profileOf: ({ id }) => profiles.get(id) ?? {},
    setProfile: (userId, attributes) => {
      profiles.set(userId, attributes)
      changes[tenant.users.get(userId)!.position] = clock.now()
    },
    setTokenRevoked: (isRevoked) => {
      isTokenRevoked = isRevoked
    },
    setGrantedScopes: (scopes) => {
      grantedScopes = scopes
    },
  }
}
