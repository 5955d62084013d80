import { SectionMessage, Stack, Text } from '@forge/react'
import type { Finding } from '../../../src/ports'
import { findingText } from '../texts'

/** What a connection said when it was tried: one line for each thing, and what to click where something is wrong. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <Stack space="space.100">
      {findings.map((finding) => {
        const { title, toDo } = findingText(finding)
        return (
          <SectionMessage key={finding.what} appearance={looksOf(finding)} title={title}>
            {toDo === '' ? null : <Text>{toDo}</Text>}
          </SectionMessage>
        )
      })}
    </Stack>
  )
}

/** Sign-ins are something that one can do without. */
function looksOf(finding: Finding): 'success' | 'warning' | 'error' {
  if (finding.outcome === 'ok') return 'success'
  return 'isOptional' in finding ? 'warning' : 'error'
}
