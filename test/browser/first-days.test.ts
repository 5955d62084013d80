import { countNames, jobNames, jobs, overview } from '../../static/admin/texts'
import {
  advance,
  appOf,
  expectTruth,
  figure,
  openTab,
  panelOf,
  PATIENCE_MS,
  problemsOf,
  refresh,
} from './support/visit'
import { connect } from './support/connect'
import { stopTime, until, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(PATIENCE_MS)

describe('a new installation', () => {
  const fixture = withPage('--fresh')

  it('is connected and armed by hand, and gives unused seats back within 30 days', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)
    await stopTime(page)
    await connect(page)
    const list = await openTab(page, 'runs')
    for (const job of ['provision', 'grant', 'sweep'] as const) {
      // Atlaskit draws the switch over its input: a keyboard reaches it all the same.
      await list.getByLabel(jobs.arm(job)).press('Space')
      await page
        .getByRole('status')
        .filter({ hasText: jobs.nowArmed(job) })
        .waitFor()
    }
    await openTab(page, 'overview')
    await expectTruth(page, started)
    const usedBefore = await figure(page, 'used')

    await advance(page, '+30 days')

    await expectTruth(page, started)
    const { truth, violations } = await started.readState()
    expect(truth.revocations).toBeGreaterThan(0)
    expect(truth.seatsUsed).toBe(usedBefore + truth.grants - truth.revocations)
    expect(truth.accounts).toBeGreaterThan(truth.enabled * 0.95)
    expect(violations).toBe(0)
    const runs = await openTab(page, 'runs')
    await runs.getByText(countNames.holders!).first().waitFor()
    expect(await problemsOf(page)).toEqual([])
  })
})

describe('a site without a free seat', () => {
  const fixture = withPage()

  it('refuses with the reason, and grants as soon as a seat is free', async () => {
    const { page, started } = fixture()
    const panel = panelOf(page)
    await visit(page, started.address)
    await stopTime(page)
    await advance(page, '+1 day')
    await panel.getByLabel('Seats left free').fill('4')
    await panel.getByRole('button', { name: 'Fill seats' }).click()
    await panel.getByText('4 are free').waitFor()

    await panel.getByRole('button', { name: 'Use Jira without a seat' }).click()
    await panel.getByText('worked on an issue').waitFor()
    await advance(page, '+1 hour')

    const list = appOf(page).getByRole('table', { name: overview.waiting })
    await list.getByText('Not enough licenses: 4').first().waitFor()
    const refused = (await started.readState()).truth
    expect(refused).toMatchObject({ seatsFree: 4, grants: 0 })
    expect(refused.waiting).toBeGreaterThan(0)
    await expectTruth(page, started)

    await panel.getByLabel('Seats to free').fill('10')
    await panel.getByRole('button', { name: 'Free seats' }).click()
    await panel.getByText('has taken back 10 seats').waitFor()
    await advance(page, '+1 hour')

    await appOf(page).getByText(overview.nobodyTitle).waitFor()
    const granted = (await started.readState()).truth
    expect(granted.grants).toBe(refused.waiting)
    expect(granted.waiting).toBe(0)
    await expectTruth(page, started)
  })

  it('says in its jobs what the last grant did', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)

    const list = await openTab(page, 'runs')

    await list.getByRole('heading', { name: jobNames.grant }).waitFor()
    await until(async () => (await list.innerText()).includes('Got a seat'))
    await refresh(page)
    expect(await problemsOf(page)).toEqual([])
  })
})
