/** What one can do to the people of the company from the page, in sentences about what came of it. */
import type { Person } from '../company/person'
import { makeIssueEvent } from '../company/product-events'
import type { Sandbox } from '../create-sandbox'
import { emailOf } from '../identities'
import type { Random } from '../random'
import type { FoundPerson, PersonAct, Told } from './api'

const FOUND_AT_MOST = 20

export interface People {
  /** Living people whose name or address contains `text`. */
  find(text: string): readonly FoundPerson[]
  /** @param userId null = somebody at random to whom it can happen */
  act(act: PersonAct, userId: string | null): Told
}

type PeopleWorld = Pick<Sandbox, 'clock' | 'tenant' | 'site' | 'host' | 'company'>

export function createPeople({ clock, tenant, site, host, company }: PeopleWorld, random: Random): People {
  const byUserId = new Map<string, Person>()
  let known = 0

  /** People join while the company lives. */
  function personOf(userId: string): Person | undefined {
    for (; known < company.people.length; known += 1)
      byUserId.set(company.people[known]!.userId, company.people[known]!)
    return byUserId.get(userId)
  }

  function describe(person: Person): FoundPerson | null {
    const user = tenant.users.get(person.userId)
    if (user === undefined) return null
    const account = site.findByEmail(emailOf(user))
    return {
      userId: user.id,
      name: user.displayName,
      email: emailOf(user),
      state: user.accountEnabled ? 'enabled' : 'disabled',
      hasAccount: account?.status === 'active',
      holdsSeat: account !== undefined && site.holdsSeat(account.accountId, company.productKey),
    }
  }

  function find(text: string): FoundPerson[] {
    const wanted = text.trim().toLowerCase()
    const found: FoundPerson[] = []
    if (wanted === '') return found
    for (const user of tenant.users.values()) {
      if (!user.displayName.toLowerCase().includes(wanted) && !emailOf(user).includes(wanted)) continue
      const person = personOf(user.id)
      const described = person === undefined ? null : describe(person)
      if (described !== null) found.push(described)
      if (found.length >= FOUND_AT_MOST) break
    }
    return found
  }

  function isPossible(act: PersonAct, { state, hasAccount, holdsSeat }: FoundPerson): boolean {
    if (act === 'ask') return state === 'enabled' && hasAccount && !holdsSeat
    if (act === 'sign-in') return state === 'enabled' && !holdsSeat
    if (act === 'enable') return state === 'disabled'
    return state === 'enabled'
  }

  /** Drawn from a random place on: every draw is one pass at most, however large the company. */
  function pick(act: PersonAct): Person | undefined {
    const start = random.int(0, Math.max(0, company.people.length - 1))
    for (let step = 0; step < company.people.length; step += 1) {
      const person = company.people[(start + step) % company.people.length]!
      const described = describe(person)
      if (described !== null && isPossible(act, described)) return person
    }
    return undefined
  }

  function ask(person: Person): Told {
    const user = tenant.users.get(person.userId)
    const account = user === undefined ? undefined : site.findByEmail(emailOf(user))
    if (account === undefined || account.status !== 'active') {
      return { ok: false, message: `${person.name} has no Atlassian account yet and can only sign in.` }
    }
    host.emit(makeIssueEvent(account, Math.floor(clock.now()), random))
    return { ok: true, message: `${person.name} worked on an issue. Jira tells the app within three minutes.` }
  }

  return {
    find,
    act: (act, userId) => {
      const person = userId === null ? pick(act) : personOf(userId)
      if (person === undefined) return { ok: false, message: 'There is nobody to whom this can happen now.' }
      switch (act) {
        case 'ask':
          return ask(person)
        case 'sign-in':
          company.signIn(person)
          return { ok: true, message: `${person.name} signed in. Entra's log shows it within twenty minutes.` }
        case 'disable':
          company.disable(person)
          return { ok: true, message: `${person.name} is disabled in Entra.` }
        case 'enable':
          company.enable(person)
          return { ok: true, message: `${person.name} is enabled in Entra.` }
        case 'delete':
          company.remove(person)
          return { ok: true, message: `${person.name} is deleted in Entra.` }
      }
    },
  }
}
