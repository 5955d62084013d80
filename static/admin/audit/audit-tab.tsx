import { useState } from 'react'
import { Box, DynamicTable, EmptyState, Inline, Lozenge, Select, Stack, Text } from '@forge/react'
import type { AuditKind } from '../../../src/app/state/audit-kinds'
import { FILTER } from '../common/boxes'
import { Export } from '../common/export'
import { Field } from '../common/field'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { nameOfRun } from '../common/plan-name'
import { Section, headOf, rowOf } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { AuditPage } from '../questions'
import { audit as texts, auditKinds, exports, identities, jobNames, settingName } from '../texts'

interface Choice {
  readonly label: string
  readonly value: AuditKind | ''
}

const EVERYTHING: Choice = { label: texts.everything, value: '' }
const CHOICES: readonly Choice[] = [
  EVERYTHING,
  ...Object.entries(auditKinds).map(([value, label]) => ({ value: value as AuditKind, label })),
]

/** Who changed what, newest first. Nothing here can be changed or deleted. */
export function AuditTab({ timeZone, looks }: { readonly timeZone: string; readonly looks: number }) {
  const [choice, setChoice] = useState(EVERYTHING)
  const pages = usePages<string>()
  const kind = choice.value === '' ? null : choice.value
  const question = { kind, before: pages.current }
  const asked = useQuestion(() => ask('listAudit', question), JSON.stringify([question, looks]))
  return (
    <Section title={texts.title} about={texts.about}>
      <Inline space="space.200" alignBlock="end" shouldWrap>
        <Box xcss={FILTER}>
          <Field id="audit-kind" label={texts.show}>
            <Select
              inputId="audit-kind"
              options={[...CHOICES]}
              value={choice}
              onChange={(picked: Choice) => {
                setChoice(picked)
                pages.goToStart()
              }}
            />
          </Field>
        </Box>
        <Export kind="audit" of={{ kind }} what={exports.what.audit} />
      </Inline>
      <WhenAnswered asked={asked}>
        {(page) => (
          <Stack space="space.200">
            {page.entries.length === 0 ? (
              <EmptyState header={texts.nothingTitle} headingLevel={3} description={texts.nothing} />
            ) : (
              <DynamicTable
                label={texts.title}
                head={headOf(texts.columns)}
                rows={page.entries.map((entry) => toAuditRow(entry, timeZone))}
                isLoading={asked.isAsking}
              />
            )}
            <Pager
              pages={pages}
              next={page.before}
              isAsking={asked.isAsking}
              names={{ back: texts.newer, on: texts.older }}
            />
          </Stack>
        )}
      </WhenAnswered>
    </Section>
  )
}

type Entry = AuditPage['entries'][number]

const APPEARANCES = { begun: 'moved', done: 'success', refused: 'moved', failed: 'removed' } as const

function toAuditRow(entry: Entry, timeZone: string) {
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
  const { objectId, verdict } = about
  const run = planId ?? undoId ?? runId
  const lines: (string | null)[] = [
    typeof job === 'string' && job in jobNames ? texts.job(job as keyof typeof jobNames, armed) : null,
    typeof run === 'string' ? nameOfRun(run, timeZone) : null,
    typeof productKey === 'string' ? productKey : null,
    typeof objectId === 'string' ? identities.directoryId(objectId) : null,
    typeof verdict === 'string' && verdict in identities.verdicts
      ? identities.verdicts[verdict as keyof typeof identities.verdicts]
      : null,
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
