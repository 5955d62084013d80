import type { Page } from 'playwright-core'
import { findBarriers } from './support/axe'
import { doc, exampleDialog, exampleDocument } from './support/example-document'
import type { Doc } from './support/example-document'
import { screenshotPath } from './support/screenshots'
import { appOf, PATIENCE_MS, problemsOf } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(PATIENCE_MS)

type AppWindow = { __bridge: { callBridge(command: string, data?: unknown): Promise<unknown> } }

describe('the host page', () => {
  const fixture = withPage('--fresh')

  /** The portal's page says one sentence and then rests: what is handed over in its place stays. */
  async function openQuietPage(page: Page, address: string): Promise<void> {
    await page.goto(`${address}/?caller=customer`)
    await appOf(page).getByText('Jira').nth(1).waitFor()
  }

  function call(page: Page, command: string, data: unknown): Promise<unknown> {
    return page
      .frames()[1]!
      .evaluate(
        ([name, content]) => (globalThis as unknown as AppWindow).__bridge.callBridge(name as string, content),
        [command, data],
      )
  }

  const draw = (page: Page, forgeDoc: Doc): Promise<unknown> => call(page, 'reconcile', { forgeDoc })

  it.each(['light', 'dark'])(
    'draws every component that it knows, without barriers, in the %s theme',
    async (theme) => {
      const { page, started } = fixture()
      await openQuietPage(page, started.address)
      if (theme === 'dark') await page.getByRole('button', { name: 'Dark theme' }).click()

      await draw(page, exampleDocument)

      await appOf(page)
        .getByRole('img', { name: /^Sales/ })
        .first()
        .waitFor()
      await page.getByText('Former user').first().waitFor()
      expect(await problemsOf(page)).toEqual([])
      await page.screenshot({ path: screenshotPath(`components-${theme}`), fullPage: true })
      expect(await findBarriers(page)).toEqual([])
    },
  )

  it('draws a dialog above the page', async () => {
    const { page, started } = fixture()
    await openQuietPage(page, started.address)

    await draw(page, exampleDialog)

    await page.getByRole('dialog', { name: 'A dialog' }).waitFor()
    expect(await problemsOf(page)).toEqual([])
    expect(await findBarriers(page)).toEqual([])
  })

  it('names a component that it cannot draw, loudly', async () => {
    const { page, started } = fixture()
    await openQuietPage(page, started.address)

    await draw(page, doc('Root', {}, doc('HologramChart')))

    await page.getByRole('alert').filter({ hasText: 'HologramChart' }).waitFor()
  })

  it('names a bridge command that it does not know, loudly', async () => {
    const { page, started } = fixture()
    await openQuietPage(page, started.address)

    await expect(call(page, 'beamUp', {})).rejects.toThrow('beamUp')

    await page.getByRole('alert').filter({ hasText: 'beamUp' }).waitFor()
  })

  it('tells the app the virtual time', async () => {
    const { page, started } = fixture()
    await openQuietPage(page, started.address)

    const year = await page.frames()[1]!.evaluate(() => new Date().getFullYear())

    expect(year).toBe(new Date((await started.readState()).clock.now).getUTCFullYear())
  })
})
