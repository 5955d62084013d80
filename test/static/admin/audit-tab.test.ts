import { answerAdmin } from '../../../src/app/admin/methods'
import { keys } from '../../support/keys'
import { saving } from '../../support/settings'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import { act, findAll, installBridge, labelled, openTab, pageText, settle } from '../../support/ui-kit'

const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })
const asked: string[] = []
installBridge(async (method, payload) => {
  asked.push(method)
  return answerPage(world.ports, method, payload)
})

async function openAudit(): Promise<void> {
  asked.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await openTab('Audit')
}

describe('the audit tab', () => {
  it('says that nothing was changed yet', async () => {
    await openAudit()

    expect(pageText()).toContain('Nothing was changed')
    expect(asked).toEqual(['getOverview', 'getSavings', 'listAudit', 'getOverview'])
  })

  it('shows who armed what, and each setting from → to', async () => {
    const caller = { isAdministrator: async () => true }
    await answerAdmin(world.ports, caller, 'setArmed', { job: 'sweep', armed: true, version: 0 }, 'a-boss')
    await answerAdmin(world.ports, caller, 'saveSettings', saving({ seatReserve: 12 }), 'a-other')

    await openAudit()

    expect(pageText()).toContain('Armed or disarmed a job Sweep: armed')
    expect(pageText()).toContain('Changed settings Seat reserve of Jira: 5 → 12')
    expect(findAll('User').map(({ props }) => props['accountId'])).toEqual(['a-other', 'a-boss'])
  })

  it('names nobody who has closed the account', async () => {
    const { store } = world.ports
    const key = keys.auditEntry(world.now.toISOString().slice(0, 10), 0)
    const entry = await store.get<object>(key)
    await store.set(key, { ...entry, by: 'closed-account' })

    await openAudit()

    expect(pageText()).toContain('Closed account')
    expect(findAll('User').map(({ props }) => props['accountId'])).toEqual(['a-other'])
    await store.set(key, { ...entry, by: 'a-boss' })
  })

  it('shows one kind when asked', async () => {
    await openAudit()

    await act(labelled('Show'), 'onChange', { label: '', value: 'armed' })

    expect(pageText()).toContain('Sweep: armed')
    expect(pageText()).not.toContain('Seat reserve (jira-software)')
  })
})
