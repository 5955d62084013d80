/** One company and one browser for the tests of a file; each test gets a page of its own. */
import type { Page } from 'playwright-core'
import { launchBrowser } from './launch-browser'
import type { LaunchedBrowser } from './launch-browser'
import { startPage } from './start-page'
import type { StartedPage } from './start-page'
import { PATIENCE_MS } from './visit'

export interface Fixture {
  readonly started: StartedPage
  readonly page: Page
}

/** The first start after a change bundles the app before it shows anything. */
const START_MS = 3 * PATIENCE_MS

/** @returns the fixture of the running test; errors of the page fail the test */
export function withPage(...flags: readonly string[]): () => Fixture {
  let launched: LaunchedBrowser
  let started: StartedPage
  let page: Page
  let errors: string[]

  beforeAll(async () => {
    ;[started, launched] = await Promise.all([
      startPage(...(flags.includes('--people') ? [] : ['--people', '300']), ...flags),
      launchBrowser(),
    ])
  }, START_MS)

  beforeEach(async () => {
    errors = []
    page = await launched.browser.newPage({ viewport: { width: 1500, height: 1000 } })
    // A busy machine draws late; no wait here says how fast it has to be.
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => errors.push(error.message))
  })

  afterEach(async () => {
    await page.close()
    expect(errors).toEqual([])
  })

  afterAll(async () => {
    await Promise.all([launched.close(), started.stop()])
  }, PATIENCE_MS)

  return () => ({ started, page })
}
