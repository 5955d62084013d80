import type { Locator, Page } from 'playwright-core'
import { held, journal, jobs, lists, outcomeNames, progress } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import { connect } from './support/connect'
import { screenshotPath } from './support/screenshots'
import {
  advance,
  appOf,
  openTab,
  panelOf,
  PATIENCE_MS,
  problemsOf,
  refresh,
  stopTime,
  until,
  visit,
} from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(4 * PATIENCE_MS)

/** The morning of somebody who has never seen the app, by what the page and the README say. */
describe('the first morning', () => {
  const fixture = withPage('--fresh', '--people', '1000')

  const told = (page: Page, text: string): Promise<void> =>
    page.getByRole('status').filter({ hasText: text }).first().waitFor()

  async function shoot(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: screenshotPath(`morning-${name}`), fullPage: true, animations: 'disabled' })
    expect(await findBarriers(page)).toEqual([])
  }

  async function arm(page: Page, list: Locator, job: 'provision' | 'grant' | 'sweep'): Promise<void> {
    // Atlaskit draws the switch over its input: a keyboard reaches it all the same.
    await list.getByLabel(jobs.arm(job)).press('Space')
    await told(page, jobs.nowArmed(job))
  }

  async function letTimePass(page: Page): Promise<void> {
    const box = panelOf(page).getByRole('checkbox', { name: 'Time passes by itself' })
    await box.click()
    await until(() => box.isChecked())
  }

  const dialog = (page: Page): Locator => page.getByRole('dialog')

  async function closeDialog(page: Page): Promise<void> {
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    // While it goes, it still keeps the keyboard to itself.
    await dialog(page).waitFor({ state: 'hidden' })
  }

  it('connects, looks without changing, arms, watches, approves and takes it back', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)
    await stopTime(page)
    await connect(page)

    // Two nights in dry run: everything is looked at, nothing is changed.
    await advance(page, '+1 day')
    await advance(page, '+1 day')
    const { truth: untouched } = await started.readState()
    expect(untouched).toMatchObject({ revocations: 0, grants: 0 })
    let runs = await openTab(page, 'runs')
    await runs.getByRole('button', { name: lists.showReview }).click()
    await dialog(page).getByRole('table', { name: lists.reviewLabel }).waitFor()
    await shoot(page, '1-dry-run')
    await closeDialog(page)

    // Provisioning is armed and started, and can be watched while it works.
    for (const job of ['provision', 'grant', 'sweep'] as const) await arm(page, runs, job)
    await runs.getByRole('button', { name: jobs.runNow('provision') }).click()
    await told(page, jobs.started('provision'))
    await letTimePass(page)
    await runs.getByText(/[1-9]\d* of \d+ \(\d+ %\)/).waitFor()
    await stopTime(page)
    await shoot(page, '2-progress')
    await advance(page, '+1 hour')
    await runs.getByText(progress.nothing).waitFor()
    const { truth: provisioned } = await started.readState()
    expect(provisioned.accounts).toBeGreaterThan(provisioned.enabled * 0.95)
    expect(provisioned.grants).toBe(0)

    // The sweep is held: its plan is looked through and approved.
    await runs.getByRole('button', { name: jobs.runNow('sweep') }).click()
    await told(page, jobs.started('sweep'))
    await advance(page, '+1 min')
    runs = await openTab(page, 'runs')
    await runs.getByRole('button', { name: lists.show }).click()
    await dialog(page).getByRole('table', { name: lists.planLabel }).waitFor()
    await shoot(page, '3-held-plan')
    await closeDialog(page)
    expect((await started.readState()).truth.revocations).toBe(0)
    await runs.getByRole('button', { name: held.approve('sweep') }).click()
    await dialog(page)
      .getByRole('button', { name: /^Approve \d+ removals$/ })
      .click()
    await told(page, held.approved)
    await advance(page, '+1 hour')
    const { truth: swept } = await started.readState()
    expect(swept.revocations).toBeGreaterThan(10)

    // What was done is listed with its outcome, and given back.
    runs = await openTab(page, 'runs')
    const row = runs.getByRole('row').filter({ hasText: outcomeNames.revoked }).first()
    await row.getByRole('button', { name: journal.details }).click()
    await dialog(page).getByRole('table', { name: journal.entries }).waitFor()
    await shoot(page, '4-journal')
    await dialog(page)
      .getByRole('button', { name: journal.undo(0) })
      .click()
    await dialog(page)
      .getByRole('button', { name: journal.undoNow(0) })
      .click()
    await told(page, journal.undoStarted)
    await advance(page, '+1 hour')

    const { truth: undone, violations } = await started.readState()
    expect(undone.seatsUsed).toBe(swept.seatsUsed + swept.revocations)
    expect(violations).toBe(0)
    await openTab(page, 'audit')
    await refresh(page)
    await appOf(page).getByText('Approved a plan').first().waitFor()
    await shoot(page, '5-audit')
    expect(await problemsOf(page)).toEqual([])
  })
})
