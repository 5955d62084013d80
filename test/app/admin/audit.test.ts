import { audited } from '../../../src/app/admin/audit'
import type { AuditEntry } from '../../../src/app/state/audit-entry'
import { listAudit } from '../../../src/app/state/list-audit'
import { adminMethods, answerAdmin, auditKindOf } from '../../../src/app/admin/methods'
import type { AdminMethod } from '../../../src/app/admin/methods'
import { keys } from '../../support/keys'
import { NOW } from '../../support/builders'
import { saving } from '../../support/settings'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const administrator = { isAdministrator: async () => true }
const TODAY = NOW.toISOString().slice(0, 10)
const DAY_MS = 86_400_000

function ask(world: FakeWorld, method: AdminMethod, payload: unknown = {}, by = 'a-boss') {
  return answerAdmin(world.ports, administrator, method, payload, by)
}

function entriesOf({ kvs }: FakeWorld): AuditEntry[] {
  return [...kvs].filter(([key]) => /^audit:[\d-]+:\d+$/.test(key)).map(([, value]) => value as AuditEntry)
}

const changing = adminMethods.filter((name) => auditKindOf(name) !== null)
const reading = adminMethods.filter((name) => auditKindOf(name) === null)

/** A question that each of these accepts in an empty world. */
const ACCEPTED: Partial<Record<AdminMethod, unknown>> = {
  saveSettings: saving({ seatReserve: 12 }),
  setArmed: { job: 'sweep', armed: true, version: 0 },
  runNow: { job: 'sweep' },
  dropWaiting: { accountId: 'a-ada', productKey: 'jira-software' },
  grantNow: { accountId: 'a-ada', productKey: 'jira-software' },
  provisionPerson: { person: 'nobody@example.com' },
  saveConnections: {
    directory: { kind: 'entra', values: { tenantId: 'tenant', clientId: 'client', clientSecret: 'secret-1' } },
    organization: { orgId: 'org', directoryId: 'directory', apiKey: 'secret-2', apiKeyExpires: '2027-01-31' },
  },
}

describe('the audit trail', () => {
  it('knows methods that read and methods that change', () => {
    expect(changing).toContain('approvePlan')
    expect(reading).toContain('getOverview')
  })

  it.each(changing)('has exactly one entry for %s, also when it is refused', async (name) => {
    const world = createWorld()

    const answer = await ask(world, name)

    const entries = entriesOf(world)
    expect(entries).toHaveLength(1)
    const outcome = answer.ok ? { outcome: 'done' } : { outcome: 'refused', because: answer.code }
    expect(entries[0]).toMatchObject({ at: NOW.toISOString(), by: 'a-boss', kind: auditKindOf(name), ...outcome })
  })

  it.each(Object.keys(ACCEPTED) as AdminMethod[])('has exactly one entry for %s when it is done', async (name) => {
    const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })

    expect(await ask(world, name, ACCEPTED[name])).toMatchObject({ ok: true })

    expect(entriesOf(world)).toMatchObject([{ kind: auditKindOf(name), outcome: 'done' }])
    expect(JSON.stringify([...world.kvs])).not.toMatch(/secret-\d|nobody@/)
  })

  it.each(reading)('has no entry for %s, which leaves everything as it is', async (name) => {
    const world = createWorld()
    const before = JSON.stringify([...world.kvs])

    await ask(world, name)

    // A preview is a result that only its maker looks at, and gone after an hour.
    const left = [...world.kvs].filter(([key]) => !key.startsWith('preview:'))
    expect(JSON.stringify(left)).toBe(before)
    expect([...world.requests]).toEqual([])
    expect(world.writes).toEqual([])
  })

  it('has no entry of whoever is no administrator', async () => {
    const world = createWorld()

    await answerAdmin(world.ports, { isAdministrator: async () => false }, 'setArmed', {}, 'a-eve')

    expect(entriesOf(world)).toEqual([])
  })

  it('tells each setting from → to', async () => {
    const world = createWorld()

    await ask(world, 'saveSettings', saving({ seatReserve: 12, exemptGroupIds: ['g-vip'] }))

    expect(entriesOf(world)[0]?.settings).toEqual([
      { setting: 'products[jira-software].seatReserve', from: '5', to: '12' },
      { setting: 'exemptGroupIds', entry: 'g-vip', from: null, to: 'true' },
    ])
  })

  it('keeps ids of what it was about, and nothing else that was sent', async () => {
    const world = createWorld()

    await ask(world, 'grantNow', { accountId: 'ada@example.com', productKey: 'jira-software' })
    await ask(world, 'grantNow', { accountId: 'a-ada', productKey: 'no such product', name: 'Ada' })

    expect(entriesOf(world).map(({ about }) => about)).toEqual([
      { productKey: 'jira-software' },
      { accountId: 'a-ada' },
    ])
  })

  it('is written before the change: what a killed function did is not missing', async () => {
    const world = createWorld()
    let seen: AuditEntry[] = []

    await audited(world.ports, 'armed', { job: 'sweep' }, 'a-boss', async () => {
      seen = entriesOf(world)
    })

    expect(seen).toMatchObject([{ kind: 'armed', outcome: 'begun', about: { job: 'sweep' } }])
  })

  it('makes no change when the entry cannot be written', async () => {
    const world = createWorld()
    const store = { ...world.ports.store, create: () => Promise.reject(new Error('the store is away')) }
    let isChanged = false

    const change = audited({ ...world.ports, store }, 'armed', {}, 'a-boss', async () => {
      isChanged = true
    })

    await expect(change).rejects.toThrow('the store is away')
    expect(isChanged).toBe(false)
  })

  it('loses nothing when several write at once, or when the count lags behind', async () => {
    const world = createWorld()

    await Promise.all(Array.from({ length: 8 }, (_, index) => ask(world, 'runNow', { job: 'sweep' }, `a-${index}`)))
    world.kvs.set(keys.auditCount(TODAY), 2)
    await ask(world, 'runNow', { job: 'sweep' }, 'a-8')
    world.kvs.set(keys.auditCount(TODAY), 1)

    const { entries } = await listAudit(world.ports, {})
    expect(entriesOf(world)).toHaveLength(9)
    expect(entries.map(({ by }) => by).sort()).toEqual(Array.from({ length: 9 }, (_, index) => `a-${index}`))
  })
})

describe('listAudit', () => {
  async function fill(world: FakeWorld): Promise<void> {
    for (const daysAgo of [40, 1, 0]) {
      world.now = new Date(NOW.getTime() - daysAgo * DAY_MS)
      for (let index = 0; index < 30; index += 1) await ask(world, index % 2 === 0 ? 'runNow' : 'setArmed')
    }
  }

  it('goes back page by page, newest first, without a gap or a double', async () => {
    const world = createWorld()
    await fill(world)
    const seen: { id: string; at: string }[] = []
    let before: string | null = null

    do {
      const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(world.ports, { before })
      seen.push(...page.entries)
      before = page.before
    } while (before !== null)

    expect(new Set(seen.map(({ id }) => id)).size).toBe(90)
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
  })

  it('shows one kind only', async () => {
    const world = createWorld()
    await fill(world)

    const { entries } = await listAudit(world.ports, { kind: 'armed' })

    expect(entries).toHaveLength(30)
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['armed']))
  })

  it.each([{ before: 'yesterday' }, { kind: 'gossip' }, { before: '2026-01-01:x' }])('refuses %j', async (question) => {
    await expect(listAudit(createWorld().ports, question)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
