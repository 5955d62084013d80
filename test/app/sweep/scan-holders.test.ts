import { keys } from '../../support/keys'
import { previewSweep, readPreview } from '../../../src/app/admin/preview'
import { readIndexPart } from '../../../src/app/state/people-index'
import { runJob } from '../../../src/app/jobs/run-job'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { account, daysAgo, groupProduct } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const INVOCATION = { timeLeftMs: 900_000, requestsLeft: 1_500 }
const WHOLE_PAGES = 10
const CONFLUENCE_PAGES = 3

/** 1,000 holders of Jira in ten pages, every hundredth dormant; 300 of them hold another product, 20 of these unused. */
function createSite(): FakeWorld {
  const world = createWorld({ products: [DEFAULT_SETTINGS.products[0], groupProduct({ dormancyDays: 60 })] })
  for (let index = 0; index < 1_000; index += 1) {
    const lastSeen = index % 100 === 0 ? daysAgo(200) : daysAgo(1)
    const inConfluence = index < 300 ? { seenIn: { confluence: daysAgo(index < 20 ? 90 : 1) } } : {}
    const groupIds = index < 300 ? ['g-jira', 'g-conf'] : ['g-jira']
    const one = account(`H${index}`, { lastSeen, groupIds, name: `Holder ${index}`, ...inConfluence })
    world.accounts.set(one.accountId, one)
  }
  return world
}

/** Three pages take what an invocation has. */
function slowDown(world: FakeWorld, how: (world: FakeWorld) => void = (one) => (one.timeLeftMs -= 300_000)): string[] {
  const calls: string[] = []
  world.beforeCall = (name) => {
    calls.push(name)
    if (name === 'readPage') how(world)
  }
  return calls
}

const pagesOf = (calls: readonly string[]): number => calls.filter((name) => name === 'readPage').length

async function invokeNext(world: FakeWorld, failures = 0): Promise<void> {
  Object.assign(world, INVOCATION)
  await runJob(world.ports, world.jobs.shift()!, 'worker', failures)
}

async function sweep(world: FakeWorld, runId = 'sweep:1'): Promise<void> {
  world.jobs.push({ type: 'run', run: 'sweep', runId })
  while (world.jobs.length > 0) await invokeNext(world)
}

const scanKeys = (world: FakeWorld): string[] => [...world.kvs.keys()].filter((key) => key.startsWith('scan:'))
const report = (world: FakeWorld) => world.kvs.get(keys.lastRun('sweep')) as { outcome: string; counts: object }

describe('a scan of holders over several invocations', () => {
  it('finds what one invocation finds, reads each page once, and leaves nothing behind', async () => {
    const [quick, slow] = [createSite(), createSite()]
    await sweep(quick)
    const calls = slowDown(slow)

    await sweep(slow)

    expect(pagesOf(calls.slice(0, calls.indexOf('removeFromGroup')))).toBe(WHOLE_PAGES + CONFLUENCE_PAGES)
    expect(quick.writes).toHaveLength(10 + 20)
    expect(slow.writes).toEqual(quick.writes)
    expect(report(slow)).toEqual(report(quick))
    const access = ({ ports: { store } }: FakeWorld) => readIndexPart(store, 'access', 0, 1_000)
    expect(await access(slow)).toEqual(await access(quick))
    expect(scanKeys(slow)).toEqual([])
  })

  it('goes on as well where there are more pages than an invocation may ask for', async () => {
    const world = createSite()
    const calls = slowDown(world, (one) => (one.requestsLeft -= 500))

    await sweep(world)

    expect(pagesOf(calls.slice(0, calls.indexOf('removeFromGroup')))).toBe(WHOLE_PAGES + CONFLUENCE_PAGES)
    expect(report(world)).toMatchObject({ outcome: 'done', counts: { holders: 1_000, revoked: 30 } })
  })

  it('keeps ids, states and instants, for a day, and no name or address', async () => {
    const world = createSite()
    slowDown(world)
    world.jobs.push({ type: 'run', run: 'sweep', runId: 'sweep:1' })

    await invokeNext(world)

    const text = JSON.stringify(world.kvs.get('scan:sweep:1'))
    expect(text).toContain('a-h299')
    expect(text).not.toContain('Holder ')
    expect(text).not.toContain('@example.com')
    const kept = world.stored.filter(({ key }) => key.startsWith('scan:'))
    expect(kept.map(({ ttlSeconds }) => ttlSeconds)).toEqual([86_400])
  })

  it('counts somebody once who is listed before and after the pause, as listed last', async () => {
    const world = createSite()
    slowDown(world)
    world.jobs.push({ type: 'run', run: 'sweep', runId: 'sweep:1' })
    await invokeNext(world)
    // Back to work meanwhile, and listed again on a later page.
    const returned = { ...world.accounts.get('a-h100')!, lastSeen: daysAgo(0) }
    const { readPage } = world.ports.accounts
    world.ports.accounts.readPage = async (filter, cursor) => {
      const page = await readPage(filter, cursor)
      return page.cursor === null ? { ...page, accounts: [...page.accounts, returned] } : page
    }

    while (world.jobs.length > 0) await invokeNext(world)

    expect(world.writes).not.toContain('remove a-h100 g-jira')
    expect(world.writes).toContain('remove a-h200 g-jira')
    expect(report(world)).toMatchObject({ counts: { holders: 1_000 } })
  })

  it('begins anew when the days have changed in between', async () => {
    const world = createSite()
    const calls = slowDown(world)
    world.jobs.push({ type: 'run', run: 'sweep', runId: 'sweep:1' })
    await invokeNext(world)
    expect(pagesOf(calls)).toBe(3)
    const settings = world.kvs.get(keys.settings) as { products: object[] }
    const [jira, other] = settings.products
    world.kvs.set(keys.settings, { ...settings, products: [{ ...jira, dormancyDays: 365 }, other] })

    while (world.jobs.length > 0) await invokeNext(world)

    expect(pagesOf(calls.slice(0, calls.indexOf('removeFromGroup')))).toBe(3 + WHOLE_PAGES + CONFLUENCE_PAGES)
    expect(world.writes.filter((write) => write.endsWith('g-jira'))).toEqual([])
  })

  it('removes nobody and says so when the pages lead round in a circle that no single invocation sees', async () => {
    const world = createSite()
    slowDown(world, (one) => {
      one.timeLeftMs -= 300_000
      one.now = new Date(one.now.getTime() + 300_000)
    })
    const { readPage } = world.ports.accounts
    world.ports.accounts.readPage = async (filter, cursor) => {
      const page = await readPage(filter, cursor)
      return page.cursor === null ? { ...page, cursor: '0' } : page
    }
    world.jobs.push({ type: 'run', run: 'sweep', runId: 'sweep:1' })

    let invocations = 0
    for (; world.jobs.length > 0 && invocations < 200; invocations += 1) await invokeNext(world, 5)

    expect(invocations).toBeLessThan(120)
    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'failed', because: expect.stringContaining('within 24 hours') })
    expect(scanKeys(world)).toEqual([])
  })

  it('removes nobody and forgets what it read when it fails in the end', async () => {
    const world = createSite()
    slowDown(world)
    world.jobs.push({ type: 'run', run: 'sweep', runId: 'sweep:1' })
    await invokeNext(world)
    expect(scanKeys(world)).not.toEqual([])
    world.ports.accounts.readPage = () => Promise.reject(new AppError('unavailable', 'The organization is away.'))

    await invokeNext(world, 5)

    expect(world.writes).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'failed' })
    expect(scanKeys(world)).toEqual([])
  })

  it('serves a preview, too', async () => {
    const world = createSite()
    const calls = slowDown(world)
    const { previewId } = await previewSweep(world.ports, {})

    while (world.jobs.length > 0) await invokeNext(world)

    expect(pagesOf(calls)).toBe(WHOLE_PAGES + CONFLUENCE_PAGES)
    expect(await readPreview(world.ports, { previewId })).toMatchObject({ status: 'done', counts: { revoke: 30 } })
    expect(scanKeys(world)).toEqual([])
  })
})
