import { findAlerts } from '../../../src/app/alerts/alerts'
import { toFacts } from '../../../src/app/alerts/facts'
import type { AlertFacts } from '../../../src/app/alerts/facts'
import { keys } from '../../support/keys'
import { tick } from '../../../src/app/jobs/tick'
import { AppError } from '../../../src/core/errors'
import { NOW, daysAgo, settings } from '../../support/builders'
import { createWorld } from '../../support/fakes'

const productKey = 'jira-software'
const signIn = { signals: { ...settings().signals, signIn: true, signInAppIds: ['app'] } }
const connected = { orgId: 'o', directoryId: 'd', scimDirectoryId: null, apiKeyExpires: '2027-01-31' }

/** On a site that is connected and armed. */
function find(change: Partial<AlertFacts> = {}, records: Readonly<Record<string, unknown>> = {}) {
  const saved = { [keys.settings]: settings(), [keys.armed]: settings().armed, [keys.connected]: connected, ...records }
  return findAlerts({ ...toFacts(new Map(Object.entries(saved))), seats: [], waiting: [], open: [], ...change }, NOW)
}

describe('findAlerts', () => {
  it.each([
    [21, null, 0],
    [20, null, 1],
    [0, null, 1],
    [-2, null, 1],
    [null, null, 0], // unlimited
    [5, { seatWarning: null }, 0],
    [6, { seatWarning: 5 }, 0],
  ])('with %s seats free and %j it warns %i times', (remaining, change, count) => {
    const alerts = find({ settings: settings(change ?? {}), seats: [{ productKey, remaining }] })

    expect(alerts.map(({ type }) => type)).toEqual(Array(count).fill('few-seats'))
  })

  it('says how many wait, and since when', () => {
    const waiting = [daysAgo(1), daysAgo(3), daysAgo(2)].map((askedAt) => ({ productKey, askedAt }))

    expect(find({ waiting })).toMatchObject([
      { type: 'people-wait', about: productKey, text: `3 on the waiting list, the first since ${daysAgo(3)}.` },
    ])
  })

  it.each([
    [9, []],
    [10, ['request-open']],
  ])('tells of a request that is open for %i minutes: %j', (minutes, expected) => {
    const open = [{ askedAt: new Date(NOW.getTime() - minutes * 60_000).toISOString() }]

    expect(find({ open }).map(({ type }) => type)).toEqual(expected)
  })

  it.each([
    [0, []],
    [1, ['1 person in doubt: whose account is it?']],
    [5_000, ['5,000 people in doubt: whose account is it?']],
  ])('tells of %i people in doubt, by their number alone', (inDoubt, expected) => {
    const records = { [keys.lastRun('provision')]: { outcome: 'done', counts: { inDoubt } } }

    const alerts = find({}, records)

    expect(alerts.map(({ title }) => title)).toEqual(expected)
    expect(alerts.every(({ level, tab, mail }) => level === 'warning' && tab === 'people' && mail !== null)).toBe(true)
  })

  it.each([
    ['a few of many people', { inDoubt: 30, foreignRecords: 10 }, false],
    ['many, and less than half of all', { inDoubt: 30, foreignRecords: 14 }, false],
    ['most people', { inDoubt: 30, foreignRecords: 16 }, true],
  ])('tells how to go on where records name another directory of %s', (_, counts, isTold) => {
    const [alert] = find({}, { [keys.lastRun('provision')]: { outcome: 'done', counts } })

    expect(alert!.text.includes('another directory')).toBe(isTold)
  })

  it.each([
    ['was never looked at', null, []],
    ['showed somebody yesterday', { lastRowAt: daysAgo(1) }, []],
    ['shows nobody since five days', { lastRowAt: daysAgo(5) }, ['signal-silent']],
    ['has shown nobody since the first look', { firstAt: daysAgo(6) }, ['signal-silent']],
    ['is looked at since yesterday', { firstAt: daysAgo(1) }, []],
  ])('tells a log that %s', (_, state, expected) => {
    const records = state === null ? {} : { [keys.poll('sign-in')]: { at: NOW.toISOString(), ...state } }

    expect(find({ settings: settings(signIn) }, records).map(({ type }) => type)).toEqual(expected)
    expect(find({}, records)).toEqual([])
  })
})

describe('the tick', () => {
  it('remembers since when the sign-in log cannot be read, and forgets it when it can', async () => {
    const world = createWorld(signIn)
    world.kvs.set(keys.connected, {})
    world.beforeCall = (name) => {
      if (name === 'readSignIns') throw new AppError('permission-missing', 'AuditLog.Read.All is missing.')
    }
    await tick(world.ports)
    world.now = new Date(NOW.getTime() + 300_000)
    await tick(world.ports)
    expect(world.kvs.get(keys.poll('sign-in'))).toEqual({
      failure: { since: NOW.toISOString(), because: 'AuditLog.Read.All is missing.' },
    })

    world.beforeCall = () => undefined
    await tick(world.ports)
    expect(world.kvs.get(keys.poll('sign-in'))).not.toHaveProperty('failure')
  })
})
