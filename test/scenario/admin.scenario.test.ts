import { startScenario } from '../support/scenario'

const call = (scenario: Awaited<ReturnType<typeof startScenario>>, accountId: string) =>
  scenario.complete(scenario.host.invokeResolver('admin-page', 'getOverview', {}, { accountId }))

describe('the page’s resolver', () => {
  it('answers an administrator and refuses everybody else, telling nothing', async () => {
    const scenario = await startScenario()
    const ada = scenario.company.person('Ada', { seat: true })

    expect(await call(scenario, scenario.site.adminAccountId)).toMatchObject({ ok: true })
    expect(await call(scenario, scenario.company.accountOf(ada).accountId)).toEqual({
      ok: false,
      code: 'forbidden',
      message: 'This page is for Jira administrators.',
    })
  })

  it.each([
    [429, 'throttled'],
    [503, 'unavailable'],
  ])(
    'asks an administrator to try again when Jira answers %i, instead of calling them nobody',
    async (status, code) => {
      const scenario = await startScenario()
      scenario.host.addInterceptor((_service, { url }) =>
        url.pathname.endsWith('/mypermissions') ? { status, body: '' } : undefined,
      )

      expect(await call(scenario, scenario.site.adminAccountId)).toMatchObject({ ok: false, code })
    },
  )
})
