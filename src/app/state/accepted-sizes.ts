import * as v from 'valibot'
import { checkApprover } from '../../core/four-eyes'
import { AppError } from '../../core/errors'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Ports, Store } from '../../ports'
import { parseInput } from '../../core/input'
import { doubtedGroups } from './known-groups'
import { noteMaker, readMaking } from './makers'
import { defineRecord } from './record'
import { readReport } from './run-report'
import type { RefusedSize } from './run-report'

/** Said to be right by an administrator; by source. The next read of that size or more is believed, and uses it up. */
export type AcceptedSizes = Readonly<
  Record<string, { readonly size: number; readonly expected: number; readonly by: string; readonly at: string }>
>

const question = v.strictObject({ source: v.pipe(v.string(), v.minLength(1), v.maxLength(300)) })

const acceptedSizes = defineRecord<AcceptedSizes>('accepted-sizes', {})

export function readAcceptedSizes(store: Store): Promise<AcceptedSizes> {
  return acceptedSizes.read(store)
}

/** After a read that was believed, and after one that was not: an acceptance is for one read. */
export async function forgetAcceptedSizes(store: Store, sources: readonly string[]): Promise<void> {
  await acceptedSizes.change(store, (known) =>
    Object.fromEntries(Object.entries(known).filter(([source]) => !sources.includes(source))),
  )
}

/** For the report of a refused run. Nobody at all is never a size to accept. */
export function toRefusedSize(refusal: WholeReadRefusal): { readonly refusedSize?: RefusedSize } {
  const { because, source, count, lastGood } = refusal
  return because === 'nobody' || lastGood === null ? {} : { refusedSize: { source, expected: lastGood, got: count } }
}

/**
 * Accepts that a source, or a group that protects, has become smaller, or that new accounts come with access, as the last
 * run found it. It is what the next run goes by: with four eyes set, whoever accepts it does not approve that run's plan.
 * @throws AppError `invalid-input` when no size of this source is refused or in doubt, `forbidden` when somebody else is to
 * accept it
 */
export async function acceptSourceSize(ports: Ports, input: unknown, by: string): Promise<RefusedSize> {
  const { source } = parseInput(question, input)
  const { store, clock } = ports
  const reports = await Promise.all([readReport(store, 'provision'), readReport(store, 'sweep')])
  const doubt = (await doubtedGroups.read(store))[source]
  const ofGroup = typeof doubt?.got === 'number' ? { source, expected: doubt.expected, got: doubt.got } : null
  const refused = ofGroup ?? reports.flatMap((one) => one?.refusedSize ?? []).find((one) => one.source === source)
  if (refused === undefined) {
    throw new AppError(
      'invalid-input',
      `Expected a source whose last read was refused as too small, got "${source}". Load the page again.`,
    )
  }
  for (const [index, job] of (['provision', 'sweep'] as const).entries()) {
    if (ofGroup === null && reports[index]?.refusedSize?.source !== source) continue
    const making = await readMaking(store, job, reports[index]?.runId ?? '')
    const refusal = checkApprover(making, making.isForTwo, by)
    if (refusal !== null) throw new AppError('forbidden', refusal)
    await noteMaker(ports, [job], by)
  }
  const { expected, got } = refused
  const accepted = { size: got, expected, by, at: clock.now().toISOString() }
  await acceptedSizes.change(store, (known) => ({ ...known, [source]: accepted }))
  return refused
}
