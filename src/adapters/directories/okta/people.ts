import * as v from 'valibot'
import { toAddress } from '../../../core/addresses'
import type { Gaps, Person, PersonAttribute } from '../../../core/people'
import { readProofs } from '../proofs'

const text = v.nullish(v.string())

/** The names that Okta's profile has for what the settings call by the names of Entra. */
const PROFILE_NAMES = {
  mail: 'email',
  userPrincipalName: 'login',
  displayName: 'displayName',
  department: 'department',
  jobTitle: 'title',
  companyName: 'organization',
  employeeType: 'userType',
  // Not in Okta's own profile; many companies add it under this name.
  officeLocation: 'officeLocation',
  city: 'city',
  country: 'countryCode',
} as const satisfies Record<PersonAttribute, string>

/** A user of the Users API (developer.okta.com, Users). */
export const oktaUserSchema = v.object({
  id: v.string(),
  status: text,
  lastUpdated: v.string(),
  /** A company adds attributes of whatever type: each is read where it is needed, and no other. */
  profile: v.record(v.string(), v.unknown()),
})
export type OktaUser = v.InferOutput<typeof oktaUserSchema>

/**
 * Who may not sign in any more. Everything else is a person who works here: staged and provisioned people are about to
 * begin, locked-out ones and those with an expired password come back by themselves, and a status that Okta adds later
 * is no reason to take anything away.
 */
const GONE: ReadonlySet<string> = new Set(['SUSPENDED', 'DEPROVISIONED'])

export function isEnabled({ status }: Pick<OktaUser, 'status'>): boolean {
  return status == null || !GONE.has(status)
}

export function toPerson(user: OktaUser, attributes: readonly PersonAttribute[]): Person {
  const unknown = new Set<string>()
  const read = (name: string, calledHere = name): string => {
    const value = user.profile[name] ?? ''
    if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
    unknown.add(calledHere)
    return ''
  }
  const mail = toAddress(read('email'))
  const upn = toAddress(read('login'))
  const givenName = read('firstName')
  const familyName = read('lastName')
  const displayName = read('displayName')
  const asked = attributes.map((name) => [name, read(PROFILE_NAMES[name], name)])
  return {
    objectId: user.id,
    email: mail === '' ? upn : mail,
    mail,
    upn,
    // Optional in Okta.
    displayName: displayName === '' ? `${givenName} ${familyName}`.trim() : displayName,
    givenName,
    familyName,
    enabled: isEnabled(user),
    // Okta knows neither guests nor rooms.
    kind: 'member',
    ...(asked.length === 0 ? {} : { attributes: Object.fromEntries(asked) }),
    ...readProofs({ employee: readNumber(user), immutable: null }),
    ...findGaps(user, unknown),
  }
}

/** What cannot be read proves nothing, and is no gap. */
function readNumber({ profile }: OktaUser): string | null {
  const value = profile['employeeNumber']
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function findGaps({ status }: OktaUser, unknown: ReadonlySet<string>): { readonly gaps?: Gaps } {
  const gaps = {
    ...(status == null ? { missing: ['status'] } : {}),
    ...(unknown.size > 0 ? { unknown: [...unknown] } : {}),
  }
  return Object.keys(gaps).length === 0 ? {} : { gaps }
}
