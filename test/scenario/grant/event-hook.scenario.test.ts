/** A day of an Okta org whose event hook tells the web trigger of everybody who opens anything. */
import { createEventHook } from '../../../sandbox/okta/event-hook'
import { createRandom } from '../../../sandbox/random'
import { deliverySchema } from '../../support/delivery-schema'
import { startScenario } from '../../support/scenario'

const SECRET = 'a-secret-of-the-right-length'
const DAY_MS = 86_400_000
/** `ASKING=all` plays the whole: 100,000 events, which is what Okta delivers in a day. */
const EVENTS = process.env['ASKING'] === 'all' ? 100_000 : 3_000
const PEOPLE = 40
const APPS = 60
jest.setTimeout(900_000)

it('asks for exactly those who signed in to Jira, of everybody who opens anything', async () => {
  const scenario = await startScenario({
    directory: 'okta',
    seats: 1_000,
    startsAt: Date.parse('2026-03-02T00:00:00Z'),
  })
  const { administrator, clock, company, complete, host, tenant } = scenario
  const people = Array.from({ length: PEOPLE }, (_, index) => company.person(`Ada${index}`))
  await complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
  const signals = { signIn: false, webTrigger: true, signInAppIds: [tenant.atlassianAppId] }
  await complete(administrator.saveSettings({ signals }))
  await scenario.runFor('6h')
  const random = createRandom('hook')
  const isWellFormed = deliverySchema('/okta/event-hook.json')
  const odd: string[] = []
  const hook = createEventHook({
    ...{ clock, random: random.fork('deliveries') },
    habits: { perDelivery: 100, delayMs: { min: 1_000, max: 3 * 3_600_000 }, lost: 0, twice: 0.1 },
    send: async (body) => {
      if (!isWellFormed(JSON.parse(body))) odd.push(body)
      const headers = { Authorization: [SECRET] }
      return (await host.invokeWebTrigger('signal-webtrigger', { method: 'POST', path: '/', headers, body })).statusCode
    },
  })
  const wanted = new Set<string>()
  for (let n = 0; n < EVENTS; n += 1) {
    clock.at(clock.now() + random.int(0, DAY_MS / 2), () => {
      const person = random.pick(people)
      const app = random.int(0, APPS - 1)
      const isSuccess = random.chance(0.9)
      const eventType = random.chance(0.9) ? 'user.authentication.sso' : 'application.user_membership.add'
      // Half of the people never open Jira, and those of the first quarter only ever fail to.
      const isJira = app === 0 && person.position % 2 === 0
      const isHeard = isJira && isSuccess && eventType === 'user.authentication.sso' && person.position % 4 !== 0
      if (isHeard) wanted.add(person.userId)
      const appId = isJira ? tenant.atlassianAppId : `0oa${app}`
      const isTold = isSuccess && !(isJira && person.position % 4 === 0)
      hook.happen({ userId: person.userId, login: 'somebody@else.example', appId, eventType, isSuccess: isTold })
    })
  }

  await scenario.runFor('17h')

  const holders = people.filter((person) => company.holdsSeat(person)).map(({ userId }) => userId)
  expect(wanted.size).toBeGreaterThan(PEOPLE / 8)
  expect(holders.toSorted()).toEqual([...wanted].toSorted())
  expect([...hook.answers.keys()]).toEqual([200])
  expect(odd).toEqual([])
})
