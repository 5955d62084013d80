import { useState } from 'react'
import { Button, Inline, LoadingButton, Lozenge, Stack, Text, Textfield } from '@forge/react'
import type { Answer, TargetGroupView } from '../questions'
import { common, groupPicker as texts } from '../texts'
import { Field } from './field'

interface GroupPickerProps {
  /** Of the field; no other on the page has it. */
  readonly id: string
  readonly label: string
  readonly help: string
  readonly chosen: readonly string[]
  /** Names by id, as far as they are known; null: there is no such group. */
  readonly names: ReadonlyMap<string, string | null>
  readonly change: (groupIds: readonly string[], group: TargetGroupView | null) => void
  readonly find: (query: string) => Promise<Answer<readonly TargetGroupView[]>>
  /** Why a group cannot be chosen, or null. */
  readonly refuse: (group: TargetGroupView) => string | null
}

/** Groups of the organization, found by a part of their name and chosen by name. */
export function GroupPicker({ id, label, help, chosen, names, change, find, refuse }: GroupPickerProps) {
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly TargetGroupView[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isLooking, setLooking] = useState(false)
  const look = async (): Promise<void> => {
    setLooking(true)
    const answer = await find(query.trim()).catch(() => ({ ok: false as const, message: common.failed }))
    setLooking(false)
    setFound(answer.ok ? answer.value : null)
    setProblem(answer.ok ? null : answer.message)
  }
  const nameOf = (groupId: string): string => names.get(groupId) ?? groupId
  return (
    <Stack space="space.100" alignInline="start">
      {chosen.length === 0 ? <Text color="color.text.subtle">{texts.nobody}</Text> : null}
      {chosen.map((groupId) => (
        <Inline key={groupId} space="space.200" alignBlock="center" shouldWrap>
          {names.get(groupId) === null ? <Lozenge appearance="removed">{texts.missing}</Lozenge> : null}
          <Text weight="medium">{nameOf(groupId)}</Text>
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() =>
              change(
                chosen.filter((other) => other !== groupId),
                null,
              )
            }
          >
            {texts.remove(nameOf(groupId))}
          </Button>
        </Inline>
      ))}
      <Field id={id} label={label} help={help} error={problem ?? undefined}>
        <Textfield
          id={id}
          name={id}
          value={query}
          onChange={(event) => setQuery(String(event.target.value ?? ''))}
          width={400}
        />
      </Field>
      <LoadingButton type="button" isLoading={isLooking} onClick={() => void look()}>
        {texts.find}
      </LoadingButton>
      {found?.length === 0 ? <Text>{texts.none}</Text> : null}
      {found
        ?.filter((group) => !chosen.includes(group.id))
        .map((group) => (
          <FoundGroup
            key={group.id}
            group={group}
            refusal={refuse(group)}
            add={() => change([...chosen, group.id], group)}
          />
        ))}
    </Stack>
  )
}

interface FoundGroupProps {
  readonly group: TargetGroupView
  readonly refusal: string | null
  readonly add: () => void
}

function FoundGroup({ group, refusal, add }: FoundGroupProps) {
  const name = group.name ?? group.id
  if (refusal === null) {
    return (
      <Button spacing="compact" onClick={add}>
        {texts.add(name)}
      </Button>
    )
  }
  return (
    <Inline space="space.200" alignBlock="center" shouldWrap>
      <Text>{name}</Text>
      <Text color="color.text.subtle">{refusal}</Text>
    </Inline>
  )
}
