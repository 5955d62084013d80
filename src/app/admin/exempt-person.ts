import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Exemption } from '../../core/settings/exemptions'
import type { Ports } from '../../ports'
import { readSettings } from '../state/settings'
import { saveSettings } from '../setup/save-settings'
import { parseInput } from '../../core/input'

const id = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const text = (name: string, max: number) =>
  v.pipe(
    v.string(`Expected ${name}.`),
    v.trim(),
    v.minLength(1, `Expected ${name}, got nothing.`),
    v.maxLength(max, `Expected ${name} of at most ${max} characters.`),
  )

const exemption = v.strictObject({
  accountId: id,
  owner: text('who answers for the exemption', 200),
  reason: text('a reason for the exemption', 500),
  until: v.nullable(v.pipe(v.string(), v.isoDate('Expected the last day as YYYY-MM-DD, or none.'))),
})

/**
 * Exempts one person, or changes the exemption they have: unused access is kept until the last day.
 * @throws AppError `invalid-input` for a last day that is over
 */
export async function exemptPerson(ports: Ports, input: unknown): Promise<Exemption> {
  const { store, clock } = ports
  const wanted = parseInput(exemption, input)
  const today = clock.now().toISOString().slice(0, 10)
  if (wanted.until !== null && wanted.until < today) {
    throw new AppError('invalid-input', `Expected a last day of ${today} or later, got ${wanted.until}.`)
  }
  const { exemptPeople } = await readSettings(store)
  const others = exemptPeople.filter(({ accountId }) => accountId !== wanted.accountId)
  await saveSettings(ports, { exemptPeople: [...others, wanted] })
  return wanted
}

/** Ends an exemption; from the next sweep on the person is judged like everybody. */
export async function endExemption(ports: Ports, input: unknown): Promise<{ accountId: string }> {
  const { accountId } = parseInput(v.strictObject({ accountId: id }), input)
  const { exemptPeople } = await readSettings(ports.store)
  const others = exemptPeople.filter((one) => one.accountId !== accountId)
  if (others.length === exemptPeople.length) {
    throw new AppError('invalid-input', `Expected somebody who is exempt, got "${accountId}". Load the page again.`)
  }
  await saveSettings(ports, { exemptPeople: others })
  return { accountId }
}
