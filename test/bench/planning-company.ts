/** What a full provision run has read, at any size: mostly people of whom nothing is news, and some of everything else. */
import { attributeDigest, keyedDigest } from '../../src/core/digest'
import { matchAccounts } from '../../src/core/match-accounts'
import type { ScannedAccount } from '../../src/core/match-accounts'
import type { Link, Person } from '../../src/core/people'
import { planProvision } from '../../src/core/provision'
import type { ProvisionPlan, ProvisionRules } from '../../src/core/provision'
import { proofDigest } from '../../src/core/proofs'
import { compileScope, findInScope } from '../../src/core/scope'
import { DEFAULT_SETTINGS } from '../../src/core/settings'

const KEY = 'a key as long as the one of an installation'
const NOW = new Date('2026-03-18T02:00:00.000Z')

export interface PlanningInput {
  readonly people: ReadonlyMap<string, Person>
  readonly accounts: readonly ScannedAccount[]
  readonly links: ReadonlyMap<string, Link>
  readonly memberOfRequired: ReadonlySet<string>
  readonly rules: ProvisionRules
}

type Role = 'new' | 'unlinked' | 'renamed' | 'disabled' | 'deleted' | 'out-of-scope' | 'unchanged'

/** Of a hundred people each of these is one; all others are unchanged. */
const NEWS: readonly Role[] = ['new', 'unlinked', 'renamed', 'disabled', 'deleted', 'out-of-scope']

/** One required group, one pattern to include by and one to exclude by; everybody's attributes are digested. */
export function makePlanningInput(count: number): PlanningInput {
  const people = new Map<string, Person>()
  const accounts: ScannedAccount[] = []
  const links = new Map<string, Link>()
  const memberOfRequired = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    const role = NEWS[index % 100] ?? 'unchanged'
    const person = makePerson(index, role)
    const { objectId } = person
    if (role !== 'deleted') people.set(objectId, person)
    if (role !== 'out-of-scope') memberOfRequired.add(objectId)
    if (role === 'new') continue
    const accountId = `712020:${String(index).padStart(8, '0')}-4000-8000-000000000000`
    const isLinked = role !== 'unlinked'
    accounts.push({
      ...{ accountId, isActive: true, isMember: index % 3 === 0, keptBecause: null },
      ...(isLinked ? { objectId, email: null } : { objectId: null, email: keyedDigest(KEY, person.email) }),
    })
    const written = role === 'renamed' ? { ...person, displayName: 'Another Name' } : person
    if (isLinked)
      links.set(objectId, {
        accountId,
        wasInScope: true,
        digest: attributeDigest(KEY, written),
        ...(index % 3 === 0 ? { holds: true } : {}),
      })
  }
  return { people, accounts, links, memberOfRequired, rules }
}

/** The planning step of a run, as src/app/provision/provision.ts takes it between reading and handing over. */
export function planAll({ people, accounts, links, memberOfRequired, rules }: PlanningInput): ProvisionPlan {
  const inScope = findInScope(people.values(), memberOfRequired, rules.scope)
  const digestOf = (email: string): string => keyedDigest(KEY, email)
  const matching = matchAccounts(accounts, { people, inScope, links, digestOf, proofOf: rules.proofOf })
  return planProvision({ people, inScope, matching, links }, rules, NOW)
}

const rules: ProvisionRules = {
  leavers: { ...DEFAULT_SETTINGS.leavers, 'out-of-scope': { account: 'disable', removeGroups: false } },
  maySuspend: true,
  scope: compileScope({
    scope: {
      ...DEFAULT_SETTINGS.scope,
      include: [{ attribute: 'department', pattern: '.*' }],
      exclude: [{ attribute: 'jobTitle', pattern: '(intern|contractor).*' }],
    },
  }),
  createsAccounts: true,
  digestOf: (person) => attributeDigest(KEY, person),
  proofOf: ({ proofs }) => proofDigest(KEY, proofs),
}

function makePerson(index: number, role: Role): Person {
  const id = String(index).padStart(12, '0')
  const email = `person.${index}@example.com`
  return {
    objectId: `00000000-0000-4000-8000-${id}`,
    ...{ email, mail: email, upn: email, displayName: `Person ${index}`, givenName: 'Person', familyName: `${index}` },
    enabled: role !== 'disabled',
    kind: 'member',
    proofs: { employee: `E${index}`, immutable: `base64-${index}==` },
    attributes: { department: `Department ${index % 40}`, jobTitle: `Engineer ${index % 7}` },
  }
}
