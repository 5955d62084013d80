import { useState } from 'react'
import { Box, DynamicTable, EmptyState, Inline, Select, Stack, xcss } from '@forge/react'
import type { AuditKind } from '../../../src/app/state/audit-kinds'
import { Export } from '../common/export'
import { Field } from '../common/field'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { Section, headOf } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { ask } from '../questions'
import { audit as texts, auditKinds, exports } from '../texts'
import { toAuditRow } from './audit-row'

interface Choice {
  readonly label: string
  readonly value: AuditKind | ''
}

const EVERYTHING: Choice = { label: texts.everything, value: '' }
const CHOICES: readonly Choice[] = [
  EVERYTHING,
  ...Object.entries(auditKinds).map(([value, label]) => ({ value: value as AuditKind, label })),
]
const NARROW = xcss({ width: '320px' })

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
        <Box xcss={NARROW}>
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
