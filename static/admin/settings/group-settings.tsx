import { useState } from 'react'
import { Button, Inline, LoadingButton, Lozenge, SectionMessage, Stack, Text, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { settings } from '../texts'
import type { SettingsFormApi } from './settings-form'
import { useGroupNames } from './use-group-names'

const texts = settings.groups

interface GroupSettingsProps {
  readonly form: SettingsFormApi
  readonly saved: readonly string[]
}

/** The required groups by name. Only a group that the directory has can be added. */
export function GroupSettings({ form, saved }: GroupSettingsProps) {
  const { onChange } = form.register('requiredGroupIds')
  const [groupIds, setGroupIds] = useState(saved)
  const { names, problem, isLooking, lookUp } = useGroupNames(saved)
  const change = (next: readonly string[]): void => {
    setGroupIds(next)
    onChange(next)
  }
  return (
    <Section title={texts.title} about={texts.about}>
      {groupIds.length === 0 ? (
        <SectionMessage appearance="information">
          <Text>{texts.everyone}</Text>
        </SectionMessage>
      ) : (
        groupIds.map((id) => (
          <GroupLine
            key={id}
            id={id}
            name={names.get(id)}
            remove={() => change(groupIds.filter((other) => other !== id))}
          />
        ))
      )}
      {problem === null ? null : <Text color="color.text.subtle">{problem}</Text>}
      <AddGroup
        isLooking={isLooking}
        add={async (id) => {
          if (groupIds.includes(id)) return texts.twice
          const refusal = await lookUp(id)
          if (refusal === null) change([...groupIds, id])
          return refusal
        }}
      />
    </Section>
  )
}

interface GroupLineProps {
  readonly id: string
  /** undefined: not known (yet); null: not in the directory */
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
  readonly isLooking: boolean
  /** @returns why the group was not added, or null */
  readonly add: (id: string) => Promise<string | null>
}

function AddGroup({ isLooking, add }: AddGroupProps) {
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
      <Field id="add-group" label={texts.add} help={texts.addHelp} error={refusal ?? undefined}>
        <Textfield
          id="add-group"
          name="add-group"
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
