import { useState } from 'react'
import { Button, ErrorMessage, Inline, LoadingButton, Lozenge, Stack, Text } from '@forge/react'
import { groupPicker as texts } from '../texts'
import { TextField } from './field'
import type { GroupSource, NamedGroup } from './group-source'
import { Subtle } from './shapes'
import { useAnswer } from './use-question'

/** What every way of choosing groups is told. */
interface ChoosingProps<G extends NamedGroup> {
  /** Of the field; no other on the page has it. */
  readonly id: string
  readonly label: string
  readonly help: string
  readonly source: GroupSource<G>
  /** Why a group cannot be chosen, or null. Left out: nothing speaks against any of them. */
  readonly refuse?: ((group: G) => string | null) | undefined
}

interface GroupPickerProps<G extends NamedGroup> extends ChoosingProps<G> {
  readonly chosen: readonly string[]
  readonly change: (groupIds: readonly string[]) => void
}

/** Groups, found by a part of their name and chosen by name. */
export function GroupPicker<G extends NamedGroup>(props: GroupPickerProps<G>) {
  const { chosen, change, ...choosing } = props
  const { names, words } = props.source
  return (
    <Stack space="space.100" alignInline="start">
      {chosen.length === 0 && words.nobody !== null ? <Subtle>{words.nobody}</Subtle> : null}
      {chosen.map((groupId) => (
        <Inline key={groupId} space="space.200" alignBlock="center" shouldWrap>
          <ChosenGroup groupId={groupId} source={props.source} />
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() => change(chosen.filter((other) => other !== groupId))}
          >
            {texts.remove(names.get(groupId) ?? groupId)}
          </Button>
        </Inline>
      ))}
      <GroupSearch
        {...choosing}
        chosen={chosen}
        add={(groupId) => change([...chosen, groupId])}
        findText={texts.find}
        addText={texts.add}
      />
    </Stack>
  )
}

interface OneGroupProps<G extends NamedGroup> extends ChoosingProps<G> {
  /** Its id; '' = none. */
  readonly chosen: string
  readonly choose: (groupId: string) => void
  readonly error: string | undefined
}

/** One group, shown by name. The search for it opens while there is none, and to put another in its place. */
export function OneGroup<G extends NamedGroup>({ chosen, choose, error, ...choosing }: OneGroupProps<G>) {
  const { label, source } = choosing
  const [isChanging, setChanging] = useState(false)
  const [wasChosen, setChosen] = useState(false)
  return (
    <Stack space="space.100" alignInline="start">
      {chosen !== '' ? (
        <Stack space="space.050">
          <Text size="small" color="color.text.subtle">
            {label}
          </Text>
          <Inline space="space.200" alignBlock="center" shouldWrap>
            <ChosenGroup groupId={chosen} source={source} />
            {/* What was pressed to choose it is gone: the keyboard goes on from here. */}
            <Button
              key={chosen}
              appearance="subtle"
              spacing="compact"
              autoFocus={wasChosen}
              onClick={() => setChanging(!isChanging)}
            >
              {isChanging ? texts.keepOne(label) : texts.changeOne(label)}
            </Button>
          </Inline>
        </Stack>
      ) : null}
      {chosen === '' || isChanging ? (
        <GroupSearch
          {...choosing}
          chosen={[chosen]}
          add={(groupId) => {
            setChanging(false)
            setChosen(true)
            choose(groupId)
          }}
          findText={texts.findOne(label)}
          addText={texts.chooseOne}
        />
      ) : null}
      {error === undefined ? null : <ErrorMessage>{error}</ErrorMessage>}
    </Stack>
  )
}

interface GroupSearchProps<G extends NamedGroup> extends ChoosingProps<G> {
  readonly chosen: readonly string[]
  readonly add: (groupId: string) => void
  /** Said on the button that looks, and on those that choose. */
  readonly findText: string
  readonly addText: (name: string) => string
}

/** Groups by a part of their name, each with a button that chooses it or with what speaks against it. */
function GroupSearch<G extends NamedGroup>(props: GroupSearchProps<G>) {
  const { id, label, help, source, refuse, chosen, add, findText, addText } = props
  const [query, setQuery] = useState('')
  const { answer, problem, isAsking, again } = useAnswer(() => source.find(query.trim()))
  const found = answer?.ok === true ? answer.value : null
  const choose = (group: G): void => {
    source.learn(group)
    add(group.id)
  }
  return (
    <Stack space="space.100" alignInline="start">
      <TextField
        id={id}
        name={id}
        label={label}
        help={help}
        error={problem ?? undefined}
        value={query}
        change={setQuery}
        width={400}
      />
      <LoadingButton type="button" isLoading={isAsking} onClick={() => void again()}>
        {findText}
      </LoadingButton>
      {found?.length === 0 ? <Text>{source.words.none}</Text> : null}
      {found
        ?.filter((group) => !chosen.includes(group.id))
        .map((group) => {
          const name = group.name ?? group.id
          const refusal = refuse?.(group) ?? null
          return (
            <Inline key={group.id} space="space.200" alignBlock="center" shouldWrap>
              {refusal === null ? (
                <Button spacing="compact" onClick={() => choose(group)}>
                  {addText(name)}
                </Button>
              ) : (
                <Text>{name}</Text>
              )}
              {refusal === null && !source.withIds ? null : <Subtle>{refusal ?? group.id}</Subtle>}
            </Inline>
          )
        })}
    </Stack>
  )
}

interface ChosenGroupProps {
  readonly groupId: string
  readonly source: Pick<GroupSource<NamedGroup>, 'names' | 'withIds' | 'words'>
}

/** By name; by id while the name is not known, and for good once the group is gone. */
function ChosenGroup({ groupId, source: { names, withIds, words } }: ChosenGroupProps) {
  const name = names.get(groupId) ?? groupId
  return (
    <>
      {names.get(groupId) === null ? <Lozenge appearance="removed">{words.missing}</Lozenge> : null}
      <Text weight="medium">{name}</Text>
      {withIds && name !== groupId ? <Subtle>{groupId}</Subtle> : null}
    </>
  )
}
