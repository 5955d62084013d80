import { useState } from 'react'
import { Button, Inline, LoadingButton, Lozenge, Stack, Text, Textfield } from '@forge/react'
import type { Answer } from '../questions'
import { common, groupPicker as texts } from '../texts'
import { Field } from './field'

/** A group that was found; null: it has no name. */
interface NamedGroup {
  readonly id: string
  readonly name: string | null
}

interface GroupWords {
  readonly none: string
  readonly nobody: string
  readonly missing: string
}

interface GroupPickerProps<G extends NamedGroup> {
  /** Of the field; no other on the page has it. */
  readonly id: string
  readonly label: string
  readonly help: string
  readonly chosen: readonly string[]
  /** Names by id, as far as they are known; null: there is no such group. */
  readonly names: ReadonlyMap<string, string | null>
  readonly change: (groupIds: readonly string[], group: G | null) => void
  readonly find: (query: string) => Promise<Answer<readonly G[]>>
  /** Why a group cannot be chosen, or null. */
  readonly refuse: (group: G) => string | null
  /** Where names need not be unique: each is shown with its id. */
  readonly withIds?: boolean
  /** What is said of nothing found, of nothing chosen, and of a chosen one that is gone. */
  readonly words?: GroupWords
}

/** Groups, found by a part of their name and chosen by name. */
export function GroupPicker<G extends NamedGroup>(props: GroupPickerProps<G>) {
  const { id, label, help, chosen, names, change, find, refuse, withIds = false, words = texts } = props
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly G[] | null>(null)
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
      {chosen.length === 0 ? <Text color="color.text.subtle">{words.nobody}</Text> : null}
      {chosen.map((groupId) => (
        <Inline key={groupId} space="space.200" alignBlock="center" shouldWrap>
          {names.get(groupId) === null ? <Lozenge appearance="removed">{words.missing}</Lozenge> : null}
          <Text weight="medium">{nameOf(groupId)}</Text>
          {withIds && nameOf(groupId) !== groupId ? <Text color="color.text.subtle">{groupId}</Text> : null}
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
      {found?.length === 0 ? <Text>{words.none}</Text> : null}
      {found
        ?.filter((group) => !chosen.includes(group.id))
        .map((group) => (
          <FoundGroup
            key={group.id}
            group={group}
            refusal={refuse(group)}
            withId={withIds}
            add={() => change([...chosen, group.id], group)}
          />
        ))}
    </Stack>
  )
}

interface FoundGroupProps {
  readonly group: NamedGroup
  readonly refusal: string | null
  readonly withId: boolean
  readonly add: () => void
}

function FoundGroup({ group, refusal, withId, add }: FoundGroupProps) {
  const name = group.name ?? group.id
  if (refusal === null) {
    return (
      <Inline space="space.200" alignBlock="center" shouldWrap>
        <Button spacing="compact" onClick={add}>
          {texts.add(name)}
        </Button>
        {withId ? <Text color="color.text.subtle">{group.id}</Text> : null}
      </Inline>
    )
  }
  return (
    <Inline space="space.200" alignBlock="center" shouldWrap>
      <Text>{name}</Text>
      <Text color="color.text.subtle">{refusal}</Text>
    </Inline>
  )
}
