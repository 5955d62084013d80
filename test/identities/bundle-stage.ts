/** The story on the built bundle, with the sandbox's Entra, organization and SCIM directory. */
import type { Random } from '../../sandbox/random'
import { DAY_MS, lastRun, startScenario } from '../support/scenario'
import type { Scenario } from '../support/scenario'
import type { Deed, Outcome } from './judge'
import { BYSTANDERS } from './story'
import type { Stage, StoryObject } from './story'

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: number | null
}

/** @param random chooses letter case and blanks of addresses */
export async function createBundleStage(random: Random) {
  const scenario = await startScenario()
  const { tenant, site } = scenario
  for (let index = 0; index < BYSTANDERS; index += 1) scenario.company.person(`Bystander ${index}`)
  const ids = new Map<string /* key */, string /* objectId */>()
  const objects = new Map<string /* objectId */, StoryObject>()
  const deeds: Deed[] = []

  const note = (what: Deed['what'], accountId: string): void => {
    const object = objects.get(site.accounts.get(accountId)?.externalId ?? '')
    if (object !== undefined) deeds.push({ what, accountId, object: { ...object } })
  }
  site.onChange((change) => {
    if (change.kind === 'account-created') note('made', change.accountId)
    if (change.kind === 'account-updated') note('written', change.accountId)
    if (change.kind === 'account-status') note(change.to === 'active' ? 'restored' : 'disabled', change.accountId)
  })

  const stage: Stage = {
    put: (object) => {
      const known = ids.get(object.key)
      const mail = spell(object.mail, random)
      if (known !== undefined) tenant.updateUser(known, { mail, accountEnabled: object.enabled })
      else {
        const { id } = tenant.addUser({
          ...{ displayName: object.key, givenName: object.key, surname: 'Story', mail },
          userPrincipalName: `${object.key}@upn.example`,
          ...{ employeeId: object.employee, accountEnabled: object.enabled },
          userType: object.isGuest ? 'Guest' : 'Member',
        })
        ids.set(object.key, id)
        objects.set(id, object)
      }
    },
    remove: ({ key }) => tenant.deleteUser(ids.get(key)!),
  }

  async function night(): Promise<Outcome> {
    deeds.length = 0
    await scenario.runFor('30m')
    await scenario.advanceTo(scenario.clock.now() + DAY_MS - 3_600_000)
    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('30m')
    const keyOf = (objectId: string | null): string => objects.get(objectId ?? '')?.key ?? ''
    const doubts = await readAll<{ objectId: string }>(scenario, 'listDoubts')
    const troubles = await readAll<{ objectId: string | null }>(scenario, 'listTroubles')
    const own = [...site.accounts.values()].filter(({ externalId }) => externalId !== null)
    const { outcome, because } = await lastRun(scenario, 'provision')
    return {
      refusal: outcome === 'refused' || outcome === 'failed' ? (because ?? outcome) : null,
      deeds: [...deeds],
      links: new Map(own.map(({ externalId, accountId }) => [keyOf(externalId), accountId])),
      doubted: new Set(doubts.map(({ objectId }) => keyOf(objectId))),
      failed: new Set(troubles.map(({ objectId }) => keyOf(objectId))),
      isInScope: ({ enabled, isGuest }) => enabled && !isGuest,
    }
  }
  return { stage, night }
}

async function readAll<Row>(scenario: Scenario, method: 'listDoubts' | 'listTroubles'): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let from: number | null = 0; from !== null;) {
    const page = (await scenario.complete(scenario.administrator.call(method, { from }))) as Page<Row>
    rows.push(...page.rows)
    from = page.next
  }
  return rows
}

/** As people type addresses: in any letter case, with blanks around them. */
function spell(mail: string, random: Random): string {
  const cased = random.chance(0.2) ? mail.toUpperCase() : mail
  return random.chance(0.1) ? ` ${cased} ` : cased
}
