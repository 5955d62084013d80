import { toChanges } from '../../../sandbox/administrator/create-administrator'
import { lastRun } from '../../support/scenario'
import { ask, sweepNow, sweepSite } from '../../support/sweep-site'

interface Row {
  accountId: string
  decision: string
  because: string
  groupIds: string[]
}

describe('what is not ours to end', () => {
  const NO_OTHERS = { managedBy: undefined, managementAccess: undefined }
  it.each([
    ['told in three ways', {}],
    ['told by externalSynced alone', NO_OTHERS],
    ['told by managedBy alone', { ...NO_OTHERS, externalSynced: undefined, managedBy: 'external' }],
    ['told by managementAccess alone', { externalSynced: false, managedBy: 'admins' }],
  ])('access through a synchronised group is reported with its path, and not attempted: %s', async (_, told) => {
    let synced = { groupId: '' }
    const { scenario, idle } = await sweepSite(40, 2, {}, ({ scenario: { site, company }, idle: people }) => {
      synced = site.addGroup({ name: 'synced-users', externalSynced: true, told, productKeys: [company.productKey] })
      const { accountId } = company.accountOf(people[0]!)
      site.setMember(accountId, synced.groupId, true, 'directory')
      site.setMember(accountId, company.accessGroupId, false, 'admin')
    })
    const { company } = scenario
    const account = company.accountOf(idle[0]!)

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(1)
    expect(company.holdsSeat(idle[0]!)).toBe(true)
    await expect(
      scenario.complete(scenario.administrator.saveConnections({ groupIds: [synced.groupId] })),
    ).rejects.toThrow(/only the identity provider can change/)
    const { rows } = await ask<{ rows: Row[] }>(scenario, 'readReviewPart')
    expect(rows.filter(({ decision }) => decision === 'keep')).toMatchObject([
      {
        accountId: account.accountId,
        because: 'synchronised-group',
        productKey: company.productKey,
        groupIds: [synced.groupId],
      },
    ])
    expect(await ask(scenario, 'explainPerson', { accountId: account.accountId })).toMatchObject({
      products: [{ holds: true, paths: [{ groupId: synced.groupId, isSynchronised: true }] }],
    })
  })

  it('a seat that did not fall is counted, and the group that holds it is named', async () => {
    const { scenario, idle } = await sweepSite(40, 1)
    const { site, company } = scenario
    const { accountId } = company.accountOf(idle[0]!)
    const other = site.addGroup({ name: 'jira-users-too', productKeys: [company.productKey] })
    // The identity provider, or another administrator, puts the person into another group right after.
    scenario.host.onRequest((service, { method }) => {
      if (service === 'organization' && method === 'DELETE') site.setMember(accountId, other.groupId, true, 'admin')
    })

    const planId = await sweepNow(scenario)

    expect(await lastRun(scenario, 'sweep')).toMatchObject({ counts: { revoked: 1, seatsFreed: 0, stillHeld: 1 } })
    const { entries } = await ask<{ entries: object[] }>(scenario, 'readJournal', { planId })
    expect(entries).toMatchObject([{ accountId, outcome: 'revoked', stillHeldBy: [other.groupId] }])
  })
})

describe('the answers before anything is done', () => {
  it('a dry run on unsaved settings agrees with the sweep that follows when they are saved', async () => {
    const { scenario } = await sweepSite(60, 3)
    const { previewId } = await ask<{ previewId: string }>(scenario, 'previewSweep', {
      changes: toChanges({ dormancyDays: 320 }),
    })
    await scenario.runFor('2m')
    expect(await ask(scenario, 'readPreview', { previewId })).toMatchObject({ status: 'done', counts: { revoke: 0 } })

    const second = await ask<{ previewId: string }>(scenario, 'previewSweep', {
      changes: toChanges({ dormancyDays: 200 }),
    })
    await scenario.runFor('2m')
    const { rows } = await ask<{ rows: Row[] }>(scenario, 'readReviewPart', { reviewId: second.previewId })
    expect(scenario.removals()).toBe(0)

    await scenario.complete(scenario.administrator.saveSettings({ dormancyDays: 200 }))
    const planId = await sweepNow(scenario)
    const { entries } = await ask<{ entries: Row[] }>(scenario, 'readJournal', { planId })
    expect(rows.map(({ accountId }) => accountId)).toEqual(entries.map(({ accountId }) => accountId))
    expect(scenario.removals()).toBe(3)
  })

  it('a preview is forgotten after an hour', async () => {
    const { scenario } = await sweepSite(40, 1)
    const { previewId } = await ask<{ previewId: string }>(scenario, 'previewSweep', {})
    await scenario.runFor('2m')

    await scenario.advanceTo(scenario.clock.now() + 49 * 3_600_000)

    await expect(ask(scenario, 'readPreview', { previewId })).rejects.toThrow(/of the last hour/)
  })
})
