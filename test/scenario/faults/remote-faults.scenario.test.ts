import { expectNobodyLost, expectRulesKept, liveThrough, TROUBLE } from './working-day'

const FAULTS = [
  'entra 429',
  'entra 429 retry-after 30s',
  'entra 429 retry-after 5s every 2',
  'organization 429',
  'organization 429 retry-after 2s every 3',
  'scim 429 retry-after 10m',
  'jira 429',
  'entra 500',
  'organization 502',
  'scim 503',
  'jira 503 every 2',
  'any 500 every 4',
  'entra time-out every 3',
  'organization time-out every 5',
  'entra cut',
  'organization cut every 2',
  'any cut-after every 5',
  'scim cut-after every 2',
  'entra html',
  'organization html',
  'jira html',
  'any truncated every 3',
  'organization truncated',
  'entra stale 30m',
  'organization stale 30m',
  'jira stale 5m',
  'entra repeated-cursor',
  'organization repeated-cursor',
  'organization key expired',
  'scim key expired',
  'entra secret expired',
  'entra permission User.Read.All revoked',
  'entra permission AuditLog.Read.All revoked',
  'clock skew 10m',
  'clock skew -10m',
]
/** Each is a day of a company: `FAULTS=all` plays all of them, else every other one. */
const PLAYED = FAULTS.filter((_, index) => process.env['FAULTS'] === 'all' || index % 2 === 0)

describe('the app survives', () => {
  it.each(PLAYED)('"%s": no rule is broken meanwhile, and nobody is lost', async (line) => {
    const day = await liveThrough(line)

    expect(day.scenario.faults.struck(`${line} ${TROUBLE}`)).toBeGreaterThan(0)
    expectRulesKept(day.scenario)
    await expectNobodyLost(day)
  })
})
