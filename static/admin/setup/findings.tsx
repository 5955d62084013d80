import { Stack } from '@forge/react'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import type { Finding } from '../../../src/ports'
import { Message, Problem } from '../common/shapes'
import type { Asked } from '../common/use-question'
import { findingText } from '../texts'

interface FindingsProps {
  readonly tested: Asked<readonly Finding[], [question: TestQuestion]>
}

/** What a connection said when it was tried: one line for each thing, and what to click where something is wrong. */
export function Findings({ tested: { answer, problem, isAsking } }: FindingsProps) {
  return (
    <>
      <Stack space="space.100">
        {(answer?.ok === true ? answer.value : []).map((finding) => {
          const { title, toDo } = findingText(finding)
          return <Message key={finding.what} appearance={looksOf(finding)} title={title} text={toDo} />
        })}
      </Stack>
      <Problem text={isAsking ? null : problem} />
    </>
  )
}

/** Sign-ins are something that one can do without. */
function looksOf(finding: Finding): 'success' | 'warning' | 'error' {
  if (finding.outcome === 'ok') return 'success'
  return 'isOptional' in finding ? 'warning' : 'error'
}
