import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Exemption } from '../../core/settings/exemptions'
import type { Ports } from '../../ports'
import { readSettings } from '../state/settings'
import type { SettingChange } from '../../core/settings/compare-settings'
import { changeSettings, versionInput } from '../setup/save-settings'
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
  version: versionInput,
})
export type ExemptionQuestion = v.InferInput<typeof exemption>

/** What it has changed is for the audit trail. */
type Changed<T> = T & { readonly changes: readonly SettingChange[] }

/**
 * Exempts one person, or changes the exemption they have: unused access is kept until the last day.
 * @throws AppError `invalid-input` for a last day that is over, SettingsConflict when somebody else has exempted them otherwise
 */
export async function exemptPerson(ports: Ports, input: unknown, by: string): Promise<Changed<Exemption>> {
  const { version, ...wanted } = parseInput(exemption, input)
  const today = ports.clock.now().toISOString().slice(0, 10)
  if (wanted.until !== null && wanted.until < today) {
    throw new AppError('invalid-input', `Expected a last day of ${today} or later, got ${wanted.until}.`)
  }
  const { changes } = await changeSettings(ports, version, [{ path: 'exemptPeople', add: wanted }], by)
  return { ...wanted, changes }
}

/** Ends an exemption; from the next sweep on the person is judged like everybody. */
export async function endExemption(
  ports: Ports,
  input: unknown,
  by: string,
): Promise<Changed<{ readonly accountId: string }>> {
  const { accountId, version } = parseInput(v.strictObject({ accountId: id, version: versionInput }), input)
  const { exemptPeople } = await readSettings(ports.store)
  if (exemptPeople.every((one) => one.accountId !== accountId)) {
    throw new AppError('invalid-input', `Expected somebody who is exempt, got "${accountId}". Load the page again.`)
  }
  const { changes } = await changeSettings(ports, version, [{ path: 'exemptPeople', remove: accountId }], by)
  return { accountId, changes }
}
