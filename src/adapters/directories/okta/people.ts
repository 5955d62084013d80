import * as v from 'valibot'
import type { Person, PersonAttribute } from '../../../core/people'

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

const profileSchema = v.object({
  firstName: text,
  lastName: text,
  ...(Object.fromEntries(Object.values(PROFILE_NAMES).map((name) => [name, text])) as Record<
    (typeof PROFILE_NAMES)[PersonAttribute],
    typeof text
  >),
})

/** A user of the Users API (developer.okta.com, Users). */
export const oktaUserSchema = v.object({
  id: v.string(),
  status: text,
  lastUpdated: v.string(),
  profile: profileSchema,
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
  const { profile } = user
  const mail = (profile.email ?? '').toLowerCase()
  const upn = (profile.login ?? '').toLowerCase()
  const givenName = profile.firstName ?? ''
  const familyName = profile.lastName ?? ''
  return {
    objectId: user.id,
    email: mail === '' ? upn : mail,
    mail,
    upn,
    // Optional in Okta.
    displayName: profile.displayName ?? `${givenName} ${familyName}`.trim(),
    givenName,
    familyName,
    enabled: isEnabled(user),
    // Okta knows neither guests nor rooms.
    kind: 'member',
    ...(attributes.length === 0
      ? {}
      : { attributes: Object.fromEntries(attributes.map((name) => [name, profile[PROFILE_NAMES[name]] ?? ''])) }),
    ...(user.status == null ? { gaps: { missing: ['status'] } } : {}),
  }
}
