import { Inline, Lozenge, Stack, Text } from '@forge/react'
import { PersonCell } from '../common/person-cell'
import { formatInstant } from '../format'
import type { AuditPage } from '../questions'
import { audit as texts, auditKinds } from '../texts'
import { listDetails } from './audit-details'

type Entry = AuditPage['entries'][number]

const APPEARANCES = { begun: 'moved', done: 'success', refused: 'moved', failed: 'removed' } as const

export function toAuditRow(entry: Entry, timeZone: string) {
  const { id, at, by, kind, outcome, because, about } = entry
  const person = about['accountId']
  return {
    key: id,
    cells: [
      { key: 'at', content: <Text>{formatInstant(at, timeZone)}</Text> },
      { key: 'by', content: <PersonCell accountId={by} /> },
      {
        key: 'what',
        content: (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Text>{auditKinds[kind]}</Text>
            {outcome === 'done' ? null : <Lozenge appearance={APPEARANCES[outcome]}>{texts.outcomes[outcome]}</Lozenge>}
          </Inline>
        ),
      },
      {
        key: 'details',
        content: (
          <Stack space="space.050">
            {typeof person === 'string' ? <PersonCell accountId={person} /> : null}
            {listDetails(entry, timeZone).map((line) => (
              <Text key={line}>{line}</Text>
            ))}
            {because === undefined ? null : <Text>{texts.refusals[because]}</Text>}
          </Stack>
        ),
      },
    ],
  }
}
