import { createRemoteWorld, SECOND } from '../remote-world'

function worldWithIssue() {
  const world = createRemoteWorld({ seats: 10 })
  const { jira, send, site, access } = world
  jira.issues.add('IT-1')
  const holder = (name: string) => {
    const { accountId } = world.person(name)
    site.setMember(accountId, access.groupId, true, 'admin')
    return accountId
  }
  const notify = (accountIds: readonly string[], { key = 'IT-1', to = {}, caller = { kind: 'app' as const } } = {}) => {
    const users = accountIds.map((accountId) => ({ accountId }))
    const body = { subject: 'Your seat', textBody: 'Open me.', htmlBody: '<p>Open me.</p>', to: { users, ...to } }
    return send(jira, 'POST', `${site.siteUrl}/rest/api/3/issue/${key}/notify`, { body, caller })
  }
  return { ...world, holder, notify }
}

describe('notify', () => {
  it('mails each recipient who may browse the issue, and drops the others without a word', () => {
    const { jira, notify, holder, person } = worldWithIssue()
    const [ada, ben] = [holder('Ada'), person('Ben').accountId]

    expect(notify([ada, ben]).status).toBe(204)

    expect(jira.issues.mails.map(({ accountId, isDelivered }) => [accountId, isDelivered])).toEqual([
      [ada, true],
      [ben, false],
    ])
  })

  it('keeps to who may browse: members of the groups that the issue names', () => {
    const { jira, site, notify, holder } = worldWithIssue()
    const [ada, ben] = [holder('Ada'), holder('Ben')]
    const group = site.addGroup({ name: 'insiders' })
    site.setMember(ben, group.groupId, true, 'admin')
    jira.issues.add('IT-2', { browseGroupIds: [group.groupId] })

    notify([ada, ben], { key: 'IT-2' })

    expect(jira.issues.mails.filter(({ isDelivered }) => isDelivered).map(({ accountId }) => accountId)).toEqual([ben])
  })

  it('refuses what it cannot do', () => {
    const { jira, notify, holder } = worldWithIssue()
    const ada = holder('Ada')
    jira.issues.add('IT-3', { isOpenToApp: false })

    expect(notify([ada], { key: 'IT-9' }).status).toBe(404)
    expect(notify([ada], { key: 'IT-3' }).status).toBe(404)
    expect(notify([]).status).toBe(400)
    expect(notify(['nobody']).status).toBe(400)
    expect(notify([ada], { caller: { kind: 'user', accountId: ada } as never }).status).toBe(400)
    expect(notify([ada], { to: { watchers: true } }).status).toBe(501)
    jira.issues.setMailOff(true)
    expect(notify([ada]).status).toBe(403)
    expect(jira.issues.mails).toEqual([])
  })

  it('takes 20 writes of one issue in 2 seconds and 100 in 30', async () => {
    const { notify, holder, wait } = worldWithIssue()
    const ada = holder('Ada')
    const statuses: number[] = []

    for (let index = 0; index < 21; index += 1) statuses.push(notify([ada]).status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(20)
    for (let round = 0; round < 5; round += 1) {
      await wait(2 * SECOND)
      for (let index = 0; index < 19; index += 1) statuses.push(notify([ada]).status)
    }
    const late = notify([ada])

    expect(late).toMatchObject({ status: 429, headers: { 'ratelimit-reason': 'jira-per-issue-on-write' } })
    expect(statuses.filter((status) => status === 204)).toHaveLength(99)
  })

  it('tells the address of the site', () => {
    const { askJira, site } = worldWithIssue()

    expect(askJira('/serverInfo').body).toMatchObject({ baseUrl: site.siteUrl })
  })
})
