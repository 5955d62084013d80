/** axe-core in the page: findings that keep somebody from using it. */
import { readFileSync } from 'node:fs'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
interface Axe {
  run(options: RunOptions): Promise<AxeResults>
}

const SERIOUS = ['serious', 'critical']

/** @returns one line per finding: rule, elements */
export async function findBarriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE)
  // Only findings: describing each element that passed would take longer than all the rules.
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe
      .run({ resultTypes: ['violations'] })
      .then(({ violations }) => ({ violations })),
  )
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}
