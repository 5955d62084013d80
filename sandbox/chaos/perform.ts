/** Plays one act of a story. What somebody tries and fails at, amid faults, is no failure of the app. */
import type { Account } from '../atlassian/site'
import { toChanges } from '../administrator/create-administrator'
import type { Person } from '../company/person'
import { durationMs } from '../duration'
import { parseFault } from '../faults/parse-fault'
import { takeSeats } from '../faults/world-faults'
import type { Act } from './scenario'
import { approveHeld, stopAPlan, undoLastRun, undoPerson } from './decisions'
import { toggleSecond } from './second'
import { arm, setUp } from './set-up'
import type { World } from './world'
import { pick, SIGNAL_SECRET } from './world'

type Play<T extends Act['type']> = (world: World, act: Extract<Act, { type: T }>) => Promise<unknown> | void

/** Where the app keeps who has which account, by person: as an entity of its own, or among all records. */
const LINKS = /^(links:)?p:[0-9a-f]+$/
const MINUTE_MS = 60_000
/** A company of a story never has more people than this. */
const PEOPLE_MAX = 60
const MISSING_MAX_SHARE = 0.15
/** Half of the 180 days: nobody falls idle within a story. */
const DORMANT_MS = 90 * 86_400_000

export async function perform(world: World, act: Act): Promise<void> {
  await (PLAYS[act.type] as Play<Act['type']>)(world, act)
}

const PLAYS: { [T in Act['type']]: Play<T> } = {
  fault: async (world, { line, minutes, job }) => {
    const { sandbox, truth, disarms } = world
    const until = sandbox.clock.now() + minutes * MINUTE_MS
    const named = namePerson(world, line)
    disarms.push(sandbox.faults.add(`${named} for ${minutes}m`))
    truth.noteFault(named, until)
    noteDoubt(world, line, until)
    if (job !== null) await world.call('runNow', { job })
  },
  ask: async (world, { whom, who, how, count }) => {
    for (const person of pick(askers(world, whom), who, count)) await ask(world, person, how)
  },
  work: (world, { whom, who, count }) => {
    const { company } = world.sandbox
    const holders = company.people.filter(company.holdsSeat)
    const workers = whom === 'anybody' ? holders : holders.filter((person) => isDormant(world, person))
    for (const person of pick(workers, who, count)) company.useJira(person)
  },
  leave: (world, { who, count, how }) => {
    const { cast, scenario, truth } = world
    const { company, tenant } = world.sandbox
    const isKnown = readKnown(world)
    const here = company.people.filter(({ userId }) => truth.goneSince(userId) === null)
    for (const person of pick(here, who, count)) {
      if (isKnown(person)) truth.knownLeavers.add(person.userId)
      const isOutOfScope = how === 'out-of-scope'
      if (isOutOfScope && !scenario.setup.hasRequiredGroup) continue
      if (how === 'disabled' || !mayBeMissing(world)) company.disable(person)
      else if (!isOutOfScope) company.remove(person)
      else {
        tenant.setMember(cast.requiredGroupId, person.userId, false)
        truth.setOutOfScope(person.userId, true)
      }
    }
  },
  return: ({ sandbox: { company, tenant }, truth, cast }, { who }) => {
    const gone = company.people.filter(({ userId }) => truth.goneSince(userId) !== null)
    for (const { userId } of pick(gone, who)) {
      if (tenant.deletedUsers.has(userId)) tenant.restoreUser(userId)
      if (tenant.users.get(userId)?.accountEnabled === false) tenant.updateUser(userId, { accountEnabled: true })
      tenant.setMember(cast.requiredGroupId, userId, true)
      truth.setOutOfScope(userId, false)
    }
  },
  join: ({ sandbox: { company, tenant }, cast }, { count }) => {
    for (let joined = 0; joined < count && company.people.length < PEOPLE_MAX; joined += 1) {
      const person = company.person(`Joiner${company.people.length} Quillfeather`)
      tenant.setMember(cast.requiredGroupId, person.userId, true)
    }
  },
  rename: (world, { who, count }) => {
    const { company, tenant } = world.sandbox
    const isKnown = readKnown(world)
    for (const person of pick(company.people, who, count)) {
      const user = tenant.users.get(person.userId)
      const displayName = `${user?.givenName} Quillfeather-Married`
      // Who has had this name since before the app knew the person keeps an account with another one.
      if (user === undefined || user.displayName === displayName) continue
      if (isKnown(person)) world.truth.renamed.add(person.userId)
      tenant.updateUser(person.userId, { displayName })
    }
  },
  rival: ({ sandbox }, { seats }) => takeSeats({ ...sandbox, accessGroupId: sandbox.company.accessGroupId }, seats),
  hand: async (world, { who, seat, asks }) => {
    const { company, site } = world.sandbox
    const accountOf = (person: Person): Account | undefined => site.findByEmail(addressOf(person))
    const people = company.people.filter(
      (one) => company.holdsSeat(one) !== seat && company.isEmployed(one) && accountOf(one)?.status === 'active',
    )
    for (const person of pick(people, who)) {
      const { accountId } = accountOf(person)!
      if (seat && site.missingSeats(accountId, company.accessGroupId).length > 0) return
      site.setMember(accountId, company.accessGroupId, seat, 'admin')
      if (seat && asks) await ask(world, person, 'portal')
    }
  },
  seats: ({ sandbox: { site, company } }, { change }) => {
    const { seats } = site.products.get(company.productKey)!
    // A licence can be made smaller than its use, by nobody but Atlassian: never here.
    site.setSeats(company.productKey, Math.max(site.seatsUsed(company.productKey), seats! + change))
  },
  run: (world, { job }) => world.call('runNow', { job }),
  approve: approveHeld,
  'undo-run': undoLastRun,
  'undo-person': (world, { who }) => undoPerson(world, who),
  stop: stopAPlan,
  arm: (world, { job, armed }) => arm(world, job, armed),
  reserve: async (world, { seats }) => {
    // Which of the two is in force after a call that died is not known: the lower one counts.
    if ((await world.call('saveSettings', { version: 0, changes: toChanges({ seatReserve: seats }) })) !== null)
      world.truth.setReserve(seats)
    else world.truth.setReserve(Math.min(seats, world.truth.reserve()))
  },
  role: ({ sandbox: { site, company }, truth }, { group, on }) => {
    // Nobody is taken out of such a group or put into it, and who was in its way is not done at once when that is over.
    if (on) truth.noteFault('role of administration', Infinity)
    const groupId = group === 'access' ? company.accessGroupId : company.projectGroupId
    const organization = { resourceId: `ari:cloud:platform::org/${site.orgId}`, resourceOwner: 'platform' }
    truth.noteRole(groupId, on)
    site.setGroupRoles(groupId, on ? [{ ...organization, roles: ['atlassian/user-access-admin'] }] : [])
  },
  second: toggleSecond,
  upgrade: ({ sandbox: { host } }) => host.upgrade(),
  reinstall: async (world, { afterMinutes }) => {
    const { sandbox, truth } = world
    await sandbox.complete(sandbox.host.uninstall())
    truth.forget()
    // Nobody can put a group on the list that gives administration.
    for (const group of ['access', 'project'] as const) await perform(world, { type: 'role', group, on: false })
    await sandbox.runFor(durationMs(`${afterMinutes}m`))
    sandbox.host.install()
    await setUp(world)
  },
}

/** @returns tells whether a link to the person is at rest */
function readKnown(world: World): (person: Person) => boolean {
  const links = Object.entries(world.kept()).flatMap(([key, value]) => (LINKS.test(key) ? JSON.stringify(value) : []))
  return ({ userId }) => links.some((text) => text.includes(`"${userId}":`))
}

/** A directory, or a group, that has shrunk by a fifth is not believed: so many never go missing here, the others are disabled. */
function mayBeMissing({ sandbox: { company, tenant }, cast }: World): boolean {
  const members = tenant.groups.get(cast.requiredGroupId)!.memberIds
  const missing = company.people.filter(({ userId }) => !tenant.users.has(userId) || !members.has(userId))
  return missing.length + 1 < company.people.length * MISSING_MAX_SHARE
}

function addressOf(person: Person): string {
  return `${person.name.replace(' ', '.').toLowerCase()}.${person.position}@company.example`
}

/** Who has an account; and, where it is asked for, no seat. */
function askers(
  { sandbox: { company, identities, site } }: World,
  whom: Extract<Act, { type: 'ask' }>['whom'],
): readonly Person[] {
  return company.people.filter((person) => {
    const account = identities.accountOf(person.userId)
    if (account?.status !== 'active') return false
    return whom === 'anybody' || !site.holdsSeat(account.accountId, company.productKey)
  })
}

function isDormant({ sandbox: { company, clock } }: World, person: Person): boolean {
  const { lastActiveAt } = company.accountOf(person)
  return lastActiveAt === null || clock.now() - lastActiveAt > DORMANT_MS
}

async function ask(world: World, person: Person, how: Extract<Act, { type: 'ask' }>['how']): Promise<void> {
  const { sandbox, truth, answers } = world
  const { company, host, clock, identities } = sandbox
  const { accountId } = identities.accountOf(person.userId)!
  const at = clock.now()
  if (how === 'sign-in') {
    company.signIn(person)
    return
  }
  if (how === 'act') {
    host.emit({ eventType: 'avi:jira:commented:issue', timestamp: String(at), atlassianId: accountId })
    return
  }
  if (how === 'admin') {
    const placed = await world.call('grantNow', { accountId, productKey: company.productKey })
    if (placed !== null) truth.askings.push({ at, userId: person.userId, how })
    return
  }
  try {
    if (how === 'portal') {
      const answer = (await sandbox.complete(host.invokeResolver('portal-page', 'request', {}, { accountId }))) as {
        state: string
      }
      answers.push(JSON.stringify(answer))
      if (answer.state === 'asked' || answer.state === 'waiting') truth.askings.push({ at, userId: person.userId, how })
      return
    }
    const body = JSON.stringify({
      nonce: `chaos-${at}-${accountId}`,
      at: new Date(at).toISOString(),
      people: [{ accountId }],
    })
    const headers = { authorization: [SIGNAL_SECRET] }
    const reply = await sandbox.complete(
      host.invokeWebTrigger('signal-webtrigger', { method: 'POST', path: '/', headers, body }),
    )
    answers.push(reply.body ?? '')
    if (reply.statusCode === 202) truth.askings.push({ at, userId: person.userId, how })
  } catch (error) {
    answers.push(error instanceof Error ? error.message : String(error))
  }
}

/**
 * In a line of a story a person is a number: `for #7`, of those who have not left `for @7`, of those who may ask and have no
 * seat `for %7`. Faults do not know who was deleted, also where the account is still there.
 */
function namePerson(world: World, line: string): string {
  const { sandbox, truth } = world
  const known = sandbox.company.people.filter(({ userId }) => sandbox.tenant.users.has(userId))
  const among: Readonly<Record<string, () => readonly Person[]>> = {
    '@': () => known.filter(({ userId }) => truth.goneSince(userId) === null),
    '%': () => askers(world, 'without').filter((one) => known.includes(one)),
  }
  return line.replace(/ for ([#@%])(\d+)/, (_, sign: string, who) => {
    const [person = known[0]!] = pick(among[sign]?.() ?? known, Number(who))
    return ` for ${person.userId}`
  })
}

/** A stale read makes the app right about the past only; a skewed clock moves its idea of now. */
function noteDoubt({ truth, sandbox }: World, line: string, until: number): void {
  const fault = parseFault(line)
  if (fault.target === 'licence') truth.setLapsed(sandbox.clock.now(), until)
  if (fault.target === 'clock') truth.addDoubt('clock', Math.abs(fault.skewMs), until)
  if (fault.target === 'request' && fault.fault.type === 'stale') {
    const services = fault.service === 'any' ? ['entra', 'organization', 'jira', 'scim'] : [fault.service]
    for (const service of services) truth.addDoubt(service, fault.fault.maxAgeMs, until)
  }
}
