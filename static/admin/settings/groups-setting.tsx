import { useState } from 'react'
import {
  Button,
  ErrorMessage,
  Inline,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
  Textfield,
} from '@forge/react'
import { Field } from '../common/field'
import { settings } from '../texts'
import { readAt } from './draft'
import type { SettingPath } from './draft'
import { idOf } from './fields'
import type { SettingsDraft } from './use-draft'
import { useGroupNames } from './use-group-names'

/** How a list of groups is called. */
export interface GroupTexts {
  /** What no group at all means. */
  readonly none: string
  readonly add: string
  readonly addHelp: string
}

interface GroupsSettingProps {
  readonly draft: SettingsDraft
  readonly path: SettingPath
  readonly texts: GroupTexts
}

const texts = settings.groupList

/** A list of groups by name. Only a group that is there can be added. */
export function GroupsSetting({ draft, path, texts: own }: GroupsSettingProps) {
  const groupIds = readAt(draft.values, path) as readonly string[]
  const { names, problem, isLooking, lookUp } = useGroupNames(groupIds)
  const refusal = draft.problemOf(path)
  return (
    <Stack space="space.150">
      {groupIds.length === 0 ? (
        <SectionMessage appearance="information">
          <Text>{own.none}</Text>
        </SectionMessage>
      ) : (
        groupIds.map((id) => (
          <GroupLine
            key={id}
            id={id}
            name={names.get(id)}
            remove={() =>
              draft.set(
                path,
                groupIds.filter((other) => other !== id),
              )
            }
          />
        ))
      )}
      {refusal === undefined ? null : <ErrorMessage>{refusal}</ErrorMessage>}
      {problem === null ? null : <Text color="color.text.subtle">{problem}</Text>}
      <AddGroup
        id={idOf(path)}
        texts={own}
        isLooking={isLooking}
        add={async (id) => {
          if (groupIds.includes(id)) return texts.twice
          const because = await lookUp(id)
          if (because === null) draft.set(path, [...groupIds, id])
          return because
        }}
      />
    </Stack>
  )
}

interface GroupLineProps {
  readonly id: string
  /** undefined: not known (yet); null: not there */
  readonly name: string | null | undefined
  readonly remove: () => void
}

function GroupLine({ id, name, remove }: GroupLineProps) {
  return (
    <Inline space="space.200" alignBlock="center" shouldWrap>
      {name === null ? <Lozenge appearance="removed">{texts.missing}</Lozenge> : null}
      {typeof name === 'string' ? <Text weight="medium">{name}</Text> : null}
      <Text color="color.text.subtle">{id}</Text>
      <Button appearance="subtle" spacing="compact" onClick={remove}>
        {texts.remove(name ?? id)}
      </Button>
    </Inline>
  )
}

interface AddGroupProps {
  readonly id: string
  readonly texts: GroupTexts
  readonly isLooking: boolean
  /** @returns why the group was not added, or null */
  readonly add: (id: string) => Promise<string | null>
}

function AddGroup({ id: fieldId, texts: own, isLooking, add }: AddGroupProps) {
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const id = typed.trim()
    if (id === '') return setRefusal(settings.required)
    const next = await add(id)
    setRefusal(next)
    if (next === null) setTyped('')
  }
  return (
    <Stack space="space.100" alignInline="start">
      <Field id={fieldId} label={own.add} help={own.addHelp} error={refusal ?? undefined}>
        <Textfield
          id={fieldId}
          value={typed}
          isInvalid={refusal !== null}
          onChange={(event) => setTyped(String(event.target.value ?? ''))}
          width={400}
        />
      </Field>
      <LoadingButton type="button" isLoading={isLooking} onClick={() => void submit()}>
        {texts.addButton}
      </LoadingButton>
    </Stack>
  )
}
