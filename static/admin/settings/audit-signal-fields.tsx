import { useState } from 'react'
import { Button, ErrorMessage, Inline, LoadingButton, Stack, Text } from '@forge/react'
import { ask } from '../questions'
import { common, notices } from '../texts'
import { IdsSetting } from './fields'
import type { SectionProps } from './section-props'

const texts = notices.audit

type Actions = readonly { readonly id: string; readonly name: string }[]

/** Names that sound like signing in come first: an organization knows hundreds of actions. */
const LIKELY = /log(ged)?.?in|sign(ed)?.?in|authenticat/i
const SHOWN = 50

/** The audit log as a source of sign-ins, with the organization's own list of actions to choose from. */
export function AuditSignalFields({ draft }: Pick<SectionProps, 'draft'>) {
  const [actions, setActions] = useState<Actions | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const chosen = draft.values.signals.auditActions
  const list = async (): Promise<void> => {
    setBusy(true)
    try {
      const answer = await ask('listAuditActions')
      setActions(answer.ok ? answer.value : null)
      setProblem(answer.ok ? null : answer.message)
    } catch {
      setProblem(common.failed)
    }
    setBusy(false)
  }
  return (
    <>
      <IdsSetting key={chosen.length} draft={draft} path="signals.auditActions" />
      <Stack space="space.100" alignInline="start">
        <LoadingButton isLoading={isBusy} onClick={() => void list()}>
          {texts.list}
        </LoadingButton>
        {problem === null ? null : <ErrorMessage>{problem}</ErrorMessage>}
        {actions?.length === 0 ? <Text>{texts.none}</Text> : null}
        {toShown(actions ?? []).map(({ id, name }) => (
          <Inline key={id} space="space.150" alignBlock="center">
            <Text>{name}</Text>
            <Text color="color.text.subtle">{id}</Text>
            <Button
              appearance="subtle"
              spacing="compact"
              isDisabled={chosen.includes(id)}
              onClick={() => draft.set('signals.auditActions', [...chosen, id])}
            >
              {texts.add}
            </Button>
          </Inline>
        ))}
      </Stack>
    </>
  )
}

function toShown(actions: Actions): Actions {
  const isLikely = ({ id, name }: Actions[number]): boolean => LIKELY.test(id) || LIKELY.test(name)
  return [...actions.filter(isLikely), ...actions.filter((action) => !isLikely(action))].slice(0, SHOWN)
}
