import { useState } from 'react'
import { Button, Inline, LoadingButton, Lozenge, Stack, Text, Textfield } from '@forge/react'
import type { Answer } from '../questions'
import { common, groupPicker as texts } from '../texts'
import { Field } from './field'

/** A group that was found; null: it has no name. */
export interface NamedGroup {
  readonly id: string
  readonly name: string | null
}

export interface GroupWords {
  /** Nothing was found. */
  readonly none: string
  /** Nothing is chosen. null: what it means is said elsewhere. */
  readonly nobody: string | null
  /** A chosen one that is gone. */
  readonly missing: string
}

/** What every way of choosing groups is told. */
export interface GroupSource<G extends NamedGroup> {
  /** Of the field; no other on the page has it. */
  readonly id: string
  readonly label: string
  readonly help: string
  readonly find: (query: string) => Promise<Answer<readonly G[]>>
  /** Why a group cannot be chosen, or null. */
  readonly refuse: (group: G) => string | null
  /** Names by id, as far as they are known; null: there is no such group. */
  readonly names: ReadonlyMap<string, string | null>
  /** Where names need not be unique: each is shown with its id. */
  readonly withIds?: boolean
  readonly words?: GroupWords
}

interface GroupSearchProps<G extends NamedGroup> extends Omit<GroupSource<G>, 'names'> {
  readonly chosen: readonly string[]
  readonly add: (group: G) => void
  /** Said on the button that looks, and on those that choose. */
  readonly findText: string
  readonly addText: (name: string) => string
}

/** Groups by a part of their name, each with a button that chooses it or with what speaks against it. */
export function GroupSearch<G extends NamedGroup>(props: GroupSearchProps<G>) {
  const { id, label, help, chosen, add, find, refuse, findText, addText, withIds = false, words = texts } = props
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
  return (
    <Stack space="space.100" alignInline="start">
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
        {findText}
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
            addText={addText}
            add={() => add(group)}
          />
        ))}
    </Stack>
  )
}

interface FoundGroupProps {
  readonly group: NamedGroup
  readonly refusal: string | null
  readonly withId: boolean
  readonly addText: (name: string) => string
  readonly add: () => void
}

function FoundGroup({ group, refusal, withId, addText, add }: FoundGroupProps) {
  const name = group.name ?? group.id
  if (refusal === null) {
    return (
      <Inline space="space.200" alignBlock="center" shouldWrap>
        <Button spacing="compact" onClick={add}>
          {addText(name)}
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

interface ChosenGroupProps extends Pick<GroupSource<NamedGroup>, 'names' | 'withIds' | 'words'> {
  readonly groupId: string
}

/** By name; by id while the name is not known, and for good once the group is gone. */
export function ChosenGroup({ groupId, names, withIds = false, words = texts }: ChosenGroupProps) {
  const name = nameIn(names, groupId)
  return (
    <>
      {names.get(groupId) === null ? <Lozenge appearance="removed">{words.missing}</Lozenge> : null}
      <Text weight="medium">{name}</Text>
      {withIds && name !== groupId ? <Text color="color.text.subtle">{groupId}</Text> : null}
    </>
  )
}

export function nameIn(names: ReadonlyMap<string, string | null>, groupId: string): string {
  return names.get(groupId) ?? groupId
}
