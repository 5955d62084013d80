/** What an administrator types in on the first morning. */
import type { Locator, Page } from 'playwright-core'
import { groupPicker, setup } from '../../../static/admin/texts'
import { openTab, panelOf } from './visit'

/** Ids and secrets of the emulated systems, by the labels of the fields. */
export async function readCredentials(page: Page): Promise<ReadonlyMap<string, string>> {
  const panel = panelOf(page)
  await panel.getByText('Credentials to type in').click()
  const values = new Map<string, string>()
  for (const item of await panel.locator('details dl > div').all()) {
    values.set(await item.locator('dt').innerText(), await item.locator('dd').innerText())
  }
  return values
}

/** Types what belongs into every open form. */
export async function fillIn(form: Locator, values: ReadonlyMap<string, string>): Promise<void> {
  for (const [label, value] of values) {
    const field = form.getByLabel(label, { exact: true })
    if ((await field.count()) > 0) await field.fill(value)
  }
}

export async function savePart(page: Page, form: Locator, { name, the }: { name: string; the: string }): Promise<void> {
  await form.getByRole('button', { name: setup.save(the) }).click()
  await page
    .getByRole('status')
    .filter({ hasText: setup.saved(name) })
    .waitFor()
}

/** Lets the app write to the group that gives access today. */
export async function chooseGroups(form: Locator): Promise<void> {
  await form.getByRole('button', { name: groupPicker.find }).click()
  await form.getByRole('button', { name: /^Add / }).first().click()
}

/** Enters one connection after the other. */
export async function connect(page: Page): Promise<void> {
  const values = await readCredentials(page)
  const form = await openTab(page, 'setup')
  await form.getByRole('button', { name: setup.connect(setup.scim.the) }).click()
  await form.getByLabel(setup.fields.scimApiKey, { exact: true }).waitFor()
  await fillIn(form, values)
  await form.getByLabel(setup.organization.expires, { exact: true }).fill('2026-12-31')
  await chooseGroups(form)
  for (const part of [setup.directory, setup.organization]) await savePart(page, form, part)
  // Beside a connected organization its key is asked for, too.
  await form.getByLabel(setup.fields.organizationKey, { exact: true }).fill(values.get(setup.fields.apiKey)!)
  await savePart(page, form, setup.scim)
}
