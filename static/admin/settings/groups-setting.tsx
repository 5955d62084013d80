import { ErrorMessage, SectionMessage, Stack, Text } from '@forge/react'
import { GroupPicker } from '../common/group-picker'
import { ask } from '../questions'
import { settings } from '../texts'
import { readAt } from '../../../src/core/settings/table'
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

/** A list of groups of the directory, found by name or id. Only a group that is there can be added. */
export function GroupsSetting({ draft, path, texts: own }: GroupsSettingProps) {
  const groupIds = readAt(draft.values, path) as readonly string[]
  const { names, problem, learn } = useGroupNames(groupIds)
  const refusal = draft.problemOf(path)
  return (
    <Stack space="space.150">
      {groupIds.length > 0 ? null : (
        <SectionMessage appearance="information">
          <Text>{own.none}</Text>
        </SectionMessage>
      )}
      {refusal === undefined ? null : <ErrorMessage>{refusal}</ErrorMessage>}
      {problem === null ? null : <Text color="color.text.subtle">{problem}</Text>}
      <GroupPicker
        id={idOf(path)}
        label={own.add}
        help={own.addHelp}
        chosen={groupIds}
        names={names}
        change={(ids, group) => {
          if (group !== null) learn(group)
          draft.set(path, ids)
        }}
        find={(query) => ask('findDirectoryGroups', { query })}
        refuse={() => null}
        withIds
        words={settings.groupList}
      />
    </Stack>
  )
}
