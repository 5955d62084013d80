import { Inline, Lozenge, Stack, Text } from '@forge/react'
import { PersonCell } from '../common/person-cell'
import { nameOfRun } from '../common/plan-name'
import { rowOf } from '../common/shapes'
import { formatInstant } from '../format'
import type { AuditPage } from '../questions'
import { audit as texts, auditKinds, jobNames, settingName } from '../texts'

type Entry = AuditPage['entries'][number]

const APPEARANCES = { begun: 'moved', done: 'success', refused: 'moved', failed: 'removed' } as const

export function toAuditRow(entry: Entry, timeZone: string) {
  const { id, at, by, kind, outcome, because, about } = entry
  const person = about['accountId']
  return rowOf(id, {
    at: formatInstant(at, timeZone),
    by: <PersonCell accountId={by} />,
    what: (
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Text>{auditKinds[kind]}</Text>
        {outcome === 'done' ? null : <Lozenge appearance={APPEARANCES[outcome]}>{texts.outcomes[outcome]}</Lozenge>}
      </Inline>
    ),
    details: (
      <Stack space="space.050">
        {typeof person === 'string' ? <PersonCell accountId={person} /> : null}
        {listDetails(entry, timeZone).map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        {because === undefined ? null : <Text>{texts.refusals[because]}</Text>}
      </Stack>
    ),
  })
}

/** What an entry tells beside who, when and what: the job, the run, the product, and each setting from → to. */
function listDetails({ about, settings = [], moreSettings }: Entry, timeZone: string): readonly string[] {
  const { job, armed, planId, undoId, runId, productKey, accountIds, orgId, apiKeyExpires, until } = about
  const run = planId ?? undoId ?? runId
  const lines: (string | null)[] = [
    typeof job === 'string' && job in jobNames ? texts.job(job as keyof typeof jobNames, armed) : null,
    typeof run === 'string' ? nameOfRun(run, timeZone) : null,
    typeof productKey === 'string' ? productKey : null,
    typeof accountIds === 'number' ? texts.people(accountIds) : null,
    typeof orgId === 'string' ? texts.organization(orgId) : null,
    typeof apiKeyExpires === 'string' ? texts.keyUntil(apiKeyExpires) : null,
    typeof until === 'string' ? texts.until(until) : null,
    ...settings
      .filter(({ setting }) => !(setting.startsWith('armed.') && armed !== undefined))
      .map((change) => texts.change(settingName(change.setting), change)),
    moreSettings === undefined ? null : texts.more(moreSettings),
  ]
  return lines.filter((line) => line !== null)
}
