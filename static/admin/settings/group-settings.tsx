/** Lists of groups in the settings: found by a part of their name, kept by id. */
import { ErrorMessage, Stack } from '@forge/react'
import { readAt } from '../../../src/core/settings/table'
import { GroupPicker } from '../common/group-picker'
import { useDirectoryGroups, useTargetGroups } from '../common/group-source'
import { Message, Subtle } from '../common/shapes'
import type { TargetGroupView } from '../questions'
import { hintsOf, refusalText } from '../texts'
import { describe, idOf } from './fields'
import type { SettingFieldProps } from './fields'

interface OrganizationGroupsProps extends SettingFieldProps {
  /** Left out where they are only looked at: nothing speaks against any of them then. */
  readonly refuse?: (group: TargetGroupView) => string | null
  /** One group, to which people are added, or none. */
  readonly isOne?: boolean
}

/** Groups of the Atlassian organization. */
export function OrganizationGroupsSetting({ draft, path, refuse, isOne = false }: OrganizationGroupsProps) {
  const { label, help = '', problem } = describe({ draft, path })
  const value = readAt(draft.values, path) as string | readonly string[] | null
  const chosen = [value ?? []].flat()
  const source = useTargetGroups(chosen)
  return (
    <Stack space="space.050">
      <GroupPicker
        id={idOf(path)}
        label={label}
        help={help}
        source={source}
        chosen={chosen}
        change={(ids) => draft.set(path, isOne ? (ids.at(-1) ?? null) : ids)}
        refuse={refuse}
      />
      {problem === undefined ? null : <ErrorMessage>{problem}</ErrorMessage>}
    </Stack>
  )
}

export function GroupIdSetting(props: SettingFieldProps) {
  return <OrganizationGroupsSetting {...props} isOne refuse={refusalText} />
}

const required = {
  none: 'No group is required: everyone in the directory is in scope.',
  add: 'Name or id of a group',
  addHelp: ['The beginning of its name in the directory, or its id.', ...hintsOf('requiredGroupIds')].join(' '),
} as const

/** Groups of the directory of which somebody has to be a member. Only a group that is there can be added. */
export function RequiredGroupsSetting({ draft }: Pick<SettingFieldProps, 'draft'>) {
  const path = 'requiredGroupIds'
  const groupIds = draft.values[path]
  const source = useDirectoryGroups(groupIds)
  const refusal = draft.problemOf(path)
  return (
    <Stack space="space.150">
      <Message appearance="information" text={groupIds.length > 0 ? null : required.none} />
      {refusal === undefined ? null : <ErrorMessage>{refusal}</ErrorMessage>}
      {source.problem === null ? null : <Subtle>{source.problem}</Subtle>}
      <GroupPicker
        id={idOf(path)}
        label={required.add}
        help={required.addHelp}
        source={source}
        chosen={groupIds}
        change={(ids) => draft.set(path, ids)}
      />
    </Stack>
  )
}
