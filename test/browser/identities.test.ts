import type { Locator, Page } from 'playwright-core'
import type { Person } from '../../sandbox/company/person'
import { buildHost } from '../../sandbox/page/build-host'
import { createLivingWorld } from '../../sandbox/page/living-world'
import type { LivingWorld } from '../../sandbox/page/living-world'
import { startServer } from '../../sandbox/page/server'
import type { PageServer } from '../../sandbox/page/server'
import { parseStartFlags } from '../../sandbox/page/start-flags'
import { identities as texts, people } from '../../static/admin/texts'
import { appBundle } from '../support/bundle'
import { findBarriers } from './support/axe'
import { launchBrowser } from './support/launch-browser'
import type { LaunchedBrowser } from './support/launch-browser'
import { screenshotPath } from './support/screenshots'
import { appOf, openTab, PATIENCE_MS, problemsOf, refresh, visit } from './support/visit'

jest.setTimeout(4 * PATIENCE_MS)

const DAY_MS = 86_400_000

/** The company lives in this process: the tests hire people who look like others. */
describe('whose account it is', () => {
  let world: LivingWorld
  let server: PageServer
  let launched: LaunchedBrowser
  let page: Page
  let bea: Person

  beforeAll(async () => {
    const parsed = parseStartFlags(['--people', '300'])
    if (!parsed.ok) throw new Error(parsed.message)
    const log = (): void => undefined
    const fail = (error: unknown): never => {
      throw error
    }
    const hostFolder = await buildHost(log)
    world = await createLivingWorld({ flags: parsed.flags, bundle: appBundle(), log, onFailure: fail })
    await hireLookAlikes()
    server = await startServer(0)
    server.open(world, hostFolder)
    launched = await launchBrowser()
  }, 4 * PATIENCE_MS)

  beforeEach(async () => {
    page = await launched.browser.newPage({ viewport: { width: 1500, height: 1000 } })
    page.setDefaultTimeout(PATIENCE_MS)
  })

  afterEach(() => page.close())

  afterAll(async () => {
    await launched.close()
    server.close()
    world.timekeeper.stop()
  }, PATIENCE_MS)

  /** Two new people share an address; Bea is deleted and hired again, without anything that proves who she is. */
  async function hireLookAlikes(): Promise<void> {
    const { company, tenant } = world.sandbox
    const before = company.person('Bea Hall', { seat: true, lastActiveAt: world.sandbox.clock.now() - DAY_MS })
    await world.timekeeper.advance(DAY_MS)
    const addressOf = (person: Person): string => tenant.users.get(person.userId)!.mail!
    const address = addressOf(before)
    company.remove(before)
    bea = company.person('Bea Hall')
    tenant.updateUser(bea.userId, { mail: address })
    const one = company.person('Kim Lee')
    tenant.updateUser(company.person('Kim Lee').userId, { mail: addressOf(one) })
    await world.timekeeper.advance(DAY_MS)
  }

  const rowOf = (name: string): Locator =>
    appOf(page).getByRole('table', { name: texts.title }).getByRole('row').filter({ hasText: name })

  it.each(['light', 'dark'])('is listed with both sides, without barriers, in the %s theme', async (theme) => {
    await visit(page, server.address, theme === 'dark' ? '?theme=dark' : '')
    await openTab(page, 'people')

    await rowOf(texts.reasons['owner-gone']).first().waitFor()

    expect(await rowOf(texts.reasons['same-address']).count()).toBe(2)
    await page.mouse.move(0, 0)
    await page.screenshot({ path: screenshotPath(`identities-${theme}`), fullPage: true, animations: 'disabled' })
    expect(await problemsOf(page)).toEqual([])
    expect(await findBarriers(page)).toEqual([])
  })

  it('gives the account back to the same person after one click, and no seat', async () => {
    const { site, company } = world.sandbox
    const account = site.findByEmail(world.sandbox.tenant.users.get(bea.userId)!.mail!)!
    expect(account.status).not.toBe('active')
    await visit(page, server.address)
    await openTab(page, 'people')

    await rowOf(texts.reasons['owner-gone']).getByRole('button', { name: texts.verdicts.same }).click()
    await rowOf('Bea Hall').getByRole('button', { name: texts.takeBack }).waitFor()
    await world.timekeeper.advance(DAY_MS)
    await refresh(page)

    expect(account.status).toBe('active')
    expect(site.holdsSeat(account.accountId, company.productKey)).toBe(false)
    await rowOf(texts.settled).getByRole('button', { name: texts.open }).click()
    const dialog = page.getByRole('dialog', { name: people.detailsTitle })
    await dialog.getByText(/^Linked to Bea Hall/).waitFor()
    await dialog.getByRole('button', { name: texts.unlink }).click()
    await dialog.getByText(texts.unlinkText).waitFor()
    await page.screenshot({ path: screenshotPath('identities-dialog'), animations: 'disabled' })
    expect(await findBarriers(page)).toEqual([])
    expect(world.sandbox.violations()).toEqual([])
  })
})
