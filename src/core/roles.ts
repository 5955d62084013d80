/**
 * What a role of Atlassian's administration means: one table. A role that it does not name is unknown until an administrator
 * has said what it means; until then whoever carries it keeps what they have, and nobody is added to a group that gives it.
 */

/** What an administrator may say, with the organization's key, of a role that the table does not name. */
export const ROLE_MEANINGS = ['use', 'nothing', 'administration'] as const
export type RoleMeaning = (typeof ROLE_MEANINGS)[number]
/** By role. */
export type SaidRoles = Readonly<Record<string, RoleMeaning>>

/** What looks like the id of a role. */
export const ROLE_ID = /^[\w./-]{1,100}$/

/** `free-use`: of a product, without a seat of it. */
export type RoleKind = RoleMeaning | 'free-use' | 'unknown'

/** The organization's document of 2026-08-21 (`RoleId`). */
const KINDS: ReadonlyMap<string, RoleKind> = new Map(
  Object.entries({
    'org-admin': 'administration',
    'site-admin': 'administration',
    'user-access-admin': 'administration',
    admin: 'administration',
    user: 'use',
    guest: 'use',
    basic: 'use',
    customer: 'free-use',
    contributor: 'free-use',
    stakeholder: 'free-use',
    // May use AI in the apps that the person may use anyway; Enterprise plans give it to whole companies.
    'ai-access': 'nothing',
  } satisfies Record<string, RoleKind>).map(([role, kind]) => [`atlassian/${role}`, kind] as const),
)

/** Administer the organization, a site, the access of its users, or an app. */
export const ADMINISTRATION_ROLES: readonly string[] = [...KINDS].flatMap(([role, kind]) =>
  kind === 'administration' ? [role] : [],
)

/** A word that says administration is never anything less, whoever says so. */
export function soundsLikeAdministration(role: string): boolean {
  return /admin$/i.test(role)
}

export function kindOf(role: string, said: SaidRoles): RoleKind {
  const known = KINDS.get(role)
  if (known !== undefined) return known
  if (soundsLikeAdministration(role)) return 'administration'
  return Object.hasOwn(said, role) ? said[role]! : 'unknown'
}

/** Neither administration nor unknown, whatever administrators say: such roles need not be remembered. */
export function isHarmless(role: string): boolean {
  return !['administration', 'unknown'].includes(kindOf(role, {}))
}
