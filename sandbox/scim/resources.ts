/**
 * The users of the SCIM directory. The site's accounts are the truth for e-mail, names, ids and status;
 * the rest of what a client wrote is kept here. Accounts that somebody else synchronised are here too.
 */
import type { Account, Actor, Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import type { Email, UserAttributes } from './attributes'
import { ATLASSIAN_SCHEMA, USER_SCHEMA } from './attributes'
import { scimError } from './errors'
import type { ScimAnswers } from './guesses'
import { LINK_LAG_MS } from './limits'

export interface Resource {
  readonly scimId: string
  readonly accountId: string
  readonly userName: string
  readonly emails: readonly Email[]
  readonly kept: Readonly<Record<string, unknown>>
  /** What was written while the record had no link to its account: it reached the record only. */
  readonly unlinked: Pick<UserAttributes, 'displayName' | 'active'> | null
  readonly createdAt: number
  readonly modifiedAt: number
}

export interface Resources {
  find(scimId: string): Resource | undefined
  findByUserName(userName: string): Resource | undefined
  findByExternalId(externalId: string): Resource | undefined
  all(): readonly Resource[]
  create(attributes: UserAttributes, by: Actor): Resource
  replace(resource: Resource, attributes: UserAttributes, by: Actor): Resource
  /** Unlinks the account, which is deactivated. */
  remove(resource: Resource, by: Actor): void
  attributesOf(resource: Resource): UserAttributes
  describe(resource: Resource): Record<string, unknown>
}

export function createResources({
  clock,
  site,
  random,
  answers,
}: {
  clock: Clock
  site: Site
  random: Random
  answers: ScimAnswers
}): Resources {
  const byId = new Map<string, Resource>()
  const byAccount = new Map<string, Resource>()
  const byUserName = new Map<string, Resource>()
  const byExternalId = new Map<string, Resource>()
  /** While true, a new account is one of ours, whose attributes are about to be stored. */
  let isCreating = false

  function getAccount(resource: Resource): Account {
    return site.accounts.get(resource.accountId)!
  }

  function store(resource: Resource): Resource {
    byId.set(resource.scimId, resource)
    byAccount.set(resource.accountId, resource)
    byUserName.set(resource.userName.toLowerCase(), resource)
    const { externalId } = getAccount(resource)
    if (externalId !== null) byExternalId.set(externalId, resource)
    return resource
  }

  function forget(resource: Resource, externalId: string | null): void {
    byId.delete(resource.scimId)
    byAccount.delete(resource.accountId)
    byUserName.delete(resource.userName.toLowerCase())
    if (externalId !== null && byExternalId.get(externalId) === resource) byExternalId.delete(externalId)
  }

  function forgetAccount(accountId: string): void {
    const resource = byAccount.get(accountId)
    if (resource === undefined) return
    const externalId = [...byExternalId].find(([, other]) => other === resource)?.[0] ?? null
    forget(resource, externalId)
  }

  /** Somebody has made the record anew: it has another id, and nothing is found under the old one. */
  function renew({ accountId, scimId, externalId }: Account): void {
    const old = byAccount.get(accountId)
    if (old === undefined || scimId === null || scimId === old.scimId) return
    forget(old, externalId)
    store({ ...old, scimId, createdAt: clock.now(), modifiedAt: clock.now() })
  }

  /** What another client of this directory has synchronised. */
  function adopt(account: Account): void {
    if (account.scimId === null || byId.has(account.scimId)) return
    store({
      scimId: account.scimId,
      accountId: account.accountId,
      userName: account.email,
      emails: [{ value: account.email, type: 'work', primary: true }],
      kept: {},
      unlinked: null,
      createdAt: account.addedAt,
      modifiedAt: account.addedAt,
    })
  }

  for (const account of site.accounts.values()) adopt(account)
  site.onChange((change) => {
    if (change.kind === 'account-created' && !isCreating) adopt(site.accounts.get(change.accountId)!)
    if (change.kind === 'account-updated') renew(site.accounts.get(change.accountId)!)
    if (change.kind === 'account-removed') forgetAccount(change.accountId)
  })

  /** `suspended` is an administrator's decision: only deactivating overrides it. */
  function applyStatus(account: Account, active: boolean, by: Actor): void {
    if (!active) site.setStatus(account.accountId, 'deactivated', by)
    else if (account.status === 'deactivated') site.setStatus(account.accountId, 'active', by)
  }

  /** Whether the record names its account at this instant. */
  function isLinked({ scimId, createdAt }: Resource): boolean {
    if (!site.isScimLinked(scimId)) return false
    return answers['scim-account-link'] === 'always' || clock.now() >= createdAt + LINK_LAG_MS
  }

  const conflict = (detail: string): Error => scimError(Number(answers['scim-put-conflict']), detail, 'uniqueness')

  /** The account has the say, except of what never reached it. */
  function attributesOf(resource: Resource): UserAttributes {
    const { status, externalId, displayName } = getAccount(resource)
    const { scimId, userName, emails, kept, unlinked } = resource
    const account = { displayName, active: status !== 'deactivated' }
    return { userName, emails, kept, externalId, ...(site.isScimLinked(scimId) ? account : (unlinked ?? account)) }
  }

  return {
    attributesOf,
    find: (scimId) => byId.get(scimId),
    findByUserName: (userName) => byUserName.get(userName.toLowerCase()),
    findByExternalId: (externalId) => byExternalId.get(externalId),
    all: () => [...byId.values()],
    create: (attributes, by) => {
      if (byUserName.has(attributes.userName.toLowerCase())) {
        throw scimError(409, 'A user with this userName exists already.', 'uniqueness')
      }
      const scimId = makeUuid(random)
      const names = { email: primaryEmail(attributes), displayName: attributes.displayName }
      const existing = site.findByEmail(names.email)
      if (existing !== undefined && (existing.scimId !== null || answers['scim-existing-account'] === 'refused'))
        throw scimError(409, 'A user with this e-mail exists already.', 'uniqueness')
      isCreating = true
      const account = existing ?? site.addAccount({ ...names, externalId: attributes.externalId, scimId, by })
      isCreating = false
      if (existing !== undefined) {
        site.updateAccount(existing.accountId, { ...names, scimId, externalId: attributes.externalId }, by)
        site.joinDirectory(existing.accountId, by)
      }
      applyStatus(account, attributes.active, by)
      const now = clock.now()
      const { userName, emails, kept } = attributes
      const ids = { scimId, accountId: account.accountId }
      return store({ ...ids, userName, emails, kept, unlinked: null, createdAt: now, modifiedAt: now })
    },
    replace: (resource, attributes, by) => {
      const account = getAccount(resource)
      const other = byUserName.get(attributes.userName.toLowerCase())
      if (other !== undefined && other.scimId !== resource.scimId) {
        throw conflict('A user with this userName exists already.')
      }
      const email = primaryEmail(attributes)
      const holder = site.findByEmail(email)
      if (holder !== undefined && holder !== account) throw conflict('Another account has this e-mail.')
      const oldExternalId = account.externalId
      const { userName, emails, kept, displayName, externalId, active } = attributes
      if (!site.isScimLinked(resource.scimId)) {
        forget(resource, oldExternalId)
        const unlinked = { displayName, active }
        return store({ ...resource, userName, emails, kept, unlinked, modifiedAt: clock.now() })
      }
      if (account.email !== email || account.displayName !== displayName || oldExternalId !== externalId) {
        site.updateAccount(account.accountId, { email, displayName, externalId }, by)
      }
      applyStatus(account, active, by)
      forget(resource, oldExternalId)
      return store({ ...resource, userName, emails, kept, unlinked: null, modifiedAt: clock.now() })
    },
    remove: (resource, by) => {
      const account = getAccount(resource)
      forget(resource, account.externalId)
      if (site.isScimLinked(resource.scimId)) site.setStatus(account.accountId, 'deactivated', by)
      site.updateAccount(account.accountId, { scimId: null, externalId: null }, by)
    },
    describe: (resource) => {
      const { externalId, displayName, active, kept } = attributesOf(resource)
      return {
        schemas: isLinked(resource) ? [USER_SCHEMA, ATLASSIAN_SCHEMA] : [USER_SCHEMA],
        userName: resource.userName,
        emails: resource.emails,
        id: resource.scimId,
        ...(externalId === null ? {} : { externalId }),
        displayName,
        ...kept,
        meta: {
          resourceType: 'User',
          location: `https://api.atlassian.com/scim/directory/${site.scimDirectoryId}/Users/${resource.scimId}`,
          created: new Date(resource.createdAt).toISOString(),
          lastModified: new Date(resource.modifiedAt).toISOString(),
        },
        groups: [],
        ...(isLinked(resource) ? { [ATLASSIAN_SCHEMA]: { atlassianAccountId: resource.accountId } } : {}),
        active,
      }
    },
  }
}

function primaryEmail({ emails }: UserAttributes): string {
  return emails.find((email) => email.primary === true)!.value
}
