import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { describeSetup } from './describe-setup'
import type { Setup } from './describe-setup'
import { CONFIRMATIONS, changeSetupRecord } from '../state/setup-record'

const schema = v.strictObject({
  confirmation: v.picklist(CONFIRMATIONS, 'Expected what is confirmed: "domains" or "mail".'),
  isConfirmed: v.boolean('Expected true or false.'),
})
export type ConfirmInput = v.InferInput<typeof schema>

/** An administrator has looked at what no API tells, or takes that back. Who and when is kept. */
export async function confirm(ports: Ports, input: unknown, by: string): Promise<Setup> {
  const { confirmation, isConfirmed } = parseInput(schema, input)
  const given = isConfirmed ? { [confirmation]: { by, at: ports.clock.now().toISOString() } } : {}
  await changeSetupRecord(ports.store, (record) => {
    const { [confirmation]: _before, ...others } = record.confirmations
    return { ...record, confirmations: { ...others, ...given } }
  })
  return describeSetup(ports)
}
