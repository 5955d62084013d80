/** Groups of the Atlassian organization in the settings: found by a part of their name, kept by id. */
import { ErrorMessage, Stack } from '@forge/react'
import { GroupPicker } from '../common/group-picker'
import { useTargetGroups } from '../common/use-target-groups'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'
import { refusalText } from '../texts'
import { readAt } from '../../../src/core/settings/table'
import { describe, idOf } from './fields'
import type { SettingFieldProps } from './fields'

/** Any number of groups. They are only looked at, so nothing speaks against any of them. */
export function OrganizationGroupsSetting(props: SettingFieldProps) {
  const { draft, path } = props
  const chosen = readAt(draft.values, path) as readonly string[]
  return <Picker {...props} chosen={chosen} choose={(ids) => draft.set(path, ids)} refuse={() => null} />
}

/** One group to which people are added, or none. */
export function GroupIdSetting(props: SettingFieldProps) {
  const { draft, path } = props
  const id = readAt(draft.values, path) as string | null
  return (
    <Picker
      {...props}
      chosen={id === null ? [] : [id]}
      choose={(ids) => draft.set(path, ids.at(-1) ?? null)}
      refuse={refusalText}
    />
  )
}

interface PickerProps extends SettingFieldProps {
  readonly chosen: readonly string[]
  readonly choose: (ids: readonly string[]) => void
  readonly refuse: (group: TargetGroupView) => string | null
}

function Picker({ draft, path, chosen, choose, refuse }: PickerProps) {
  const { label, help = '', problem } = describe({ draft, path })
  const { names, learn } = useTargetGroups(chosen)
  return (
    <Stack space="space.050">
      <GroupPicker<TargetGroupView>
        id={idOf(path)}
        label={label}
        help={help}
        chosen={chosen}
        names={names}
        change={(ids, group) => {
          learn(group)
          choose(ids)
        }}
        find={(query) => ask('findGroups', { query })}
        refuse={refuse}
      />
      {problem === undefined ? null : <ErrorMessage>{problem}</ErrorMessage>}
    </Stack>
  )
}
