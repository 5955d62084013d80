/** The story on the use cases with fakes: a directory, an organization, and a SCIM directory that knows whose records are whose. */
import { runJob } from '../../src/app/jobs/run-job'
import { readIdentityDoubts } from '../../src/app/state/identity-doubts'
import { readAllLinks } from '../../src/app/state/link-store'
import { readReport } from '../../src/app/state/run-report'
import { readTroubles } from '../../src/app/state/troubles'
import type { Person } from '../../src/core/people'
import { personIdOf } from '../../src/core/troubles'
import type { AccountWriter } from '../../src/ports'
import { account, person } from '../support/builders'
import { createWorld } from '../support/fakes'
import type { FakeWorld } from '../support/fakes'
import type { Deed, Outcome } from './judge'
import type { Theatre } from './play'
import { BYSTANDERS } from './story'
import type { Stage, StoryObject } from './story'

interface ScimRecord {
  readonly scimId: string
  readonly accountId: string
  externalId: string
  userName: string
  isActive: boolean
}

export function createFakeStage(): Theatre & { readonly world: FakeWorld } {
  const world = createWorld()
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  for (let index = 0; index < BYSTANDERS; index += 1) world.people.set(`o-b${index}`, person(`B${index}`))
  const objects = new Map<string, StoryObject>()
  const records: ScimRecord[] = []
  const deeds: Deed[] = []
  const changed = new Map<string, 'enabled' | 'disabled' | 'deleted'>()
  let runs = 0
  const note = (what: Deed['what'], accountId: string, objectId: string): void => {
    const object = objects.get(objectId)
    if (object !== undefined) deeds.push({ what, accountId, object: { ...object } })
  }
  Object.assign(world.ports.accountWriter, createScim(world, records, note))

  const stage: Stage = {
    put: (object) => {
      objects.set(object.key, object)
      world.people.set(object.key, toPerson(object))
      changed.set(object.key, object.enabled ? 'enabled' : 'disabled')
    },
    remove: ({ key }) => {
      world.people.delete(key)
      changed.set(key, 'deleted')
    },
  }

  async function run(name: 'leavers' | 'provision'): Promise<void> {
    runs += 1
    await runJob(world.ports, { type: 'run', run: name, runId: `${name}:${runs}` }, 'worker', 0)
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
      // A plan that waits for something is delivered later.
      world.now = new Date(world.now.getTime() + 60_000)
      await runJob(world.ports, job, 'worker', 0)
    }
  }

  async function night(): Promise<Outcome> {
    deeds.length = 0
    world.changes = { changed: new Map(changed), cursor: `cursor-${runs}` }
    changed.clear()
    await run('leavers')
    world.changes = { changed: new Map(), cursor: world.changes.cursor }
    await run('provision')
    world.now = new Date(world.now.getTime() + 86_400_000)
    const { store } = world.ports
    const links = await readAllLinks(store)
    const doubts = await readIdentityDoubts(store)
    const { outcome, because } = (await readReport(store, 'provision'))!
    const troubles = Object.values(await readTroubles(store))
    return {
      refusal: outcome === 'refused' || outcome === 'failed' ? (because ?? outcome) : null,
      deeds: [...deeds],
      links: new Map([...links].map(([objectId, { accountId }]) => [objectId, accountId])),
      doubted: new Set(doubts.map(({ objectId }) => objectId)),
      failed: new Set(troubles.map(({ action }) => ('objectId' in action ? action.objectId : personIdOf(action)))),
      isInScope: ({ enabled, isGuest }) => enabled && !isGuest,
    }
  }
  return { stage, night, world }
}

function toPerson({ key, mail, employee, enabled, isGuest }: StoryObject): Person {
  return person(key, {
    ...{ objectId: key, email: mail, mail, upn: `${key}@upn.example`, enabled, kind: isGuest ? 'guest' : 'member' },
    ...(employee === null ? {} : { proofs: { employee } }),
  })
}

/** As Atlassian's SCIM directory: one record a user name, an account that is there already is taken over by its address. */
function createScim(
  world: FakeWorld,
  records: ScimRecord[],
  note: (what: Deed['what'], accountId: string, objectId: string) => void,
): Pick<AccountWriter, 'create' | 'update' | 'deactivate' | 'restore' | 'suspend' | 'readOwners'> {
  const byId = (externalId: string) => records.find((one) => one.externalId === externalId)
  const byName = (userName: string) => records.find((one) => one.userName === userName)
  const write = (accountId: string, change: object): void => {
    world.accounts.set(accountId, { ...world.accounts.get(accountId)!, ...change })
  }
  const setActive = (accountId: string, objectId: string, isActive: boolean) => {
    const record = records.find((one) => one.accountId === accountId)
    if (record !== undefined) record.isActive = isActive
    write(accountId, { isActive })
    note(isActive ? 'restored' : 'disabled', accountId, objectId)
    return { outcome: 'done', ...(record === undefined ? {} : { scimId: record.scimId }) } as const
  }
  return {
    create: async ({ objectId, email }) => {
      const own = byId(objectId)
      const same = byName(email)
      if (own === undefined && same !== undefined && same.externalId !== objectId)
        return { outcome: 'taken', accountId: same.accountId }
      if (own !== undefined) {
        note('taken over', own.accountId, objectId)
        return { outcome: 'existed', accountId: own.accountId, scimId: own.scimId }
      }
      const known = [...world.accounts.values()].find((one) => one.email === email)
      const accountId = known?.accountId ?? `a-${records.length + 1}`
      if (known === undefined)
        world.accounts.set(
          accountId,
          account('x', { accountId, email, groupIds: [], lastSeen: null, addedAt: world.now.toISOString() }),
        )
      const record = { scimId: `s-${accountId}`, accountId, externalId: objectId, userName: email, isActive: true }
      records.push(record)
      note(known === undefined ? 'made' : 'taken over', accountId, objectId)
      return { outcome: 'created', accountId, scimId: record.scimId }
    },
    update: async ({ objectId, scimId }, { email }) => {
      const record = records.find((one) => one.scimId === scimId) ?? byId(objectId)
      if (record === undefined) return { outcome: 'not-found' }
      const holder = byName(email)
      if (holder !== undefined && holder !== record) return { outcome: 'taken' }
      Object.assign(record, { userName: email, externalId: objectId })
      write(record.accountId, { email })
      note('written', record.accountId, objectId)
      return { outcome: 'done', scimId: record.scimId }
    },
    deactivate: async ({ accountId, objectId }) => setActive(accountId, objectId, false),
    restore: async ({ accountId, objectId }) => setActive(accountId, objectId, true),
    suspend: async () => 'done',
    readOwners: async (addresses) => ({
      owners: new Map(
        records
          .filter(({ userName }) => addresses.length > 100 || addresses.includes(userName))
          .map(({ accountId, externalId }) => [accountId, externalId]),
      ),
      unread: new Set(),
    }),
  }
}
