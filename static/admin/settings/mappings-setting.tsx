import { Button, Heading, Stack, Text } from '@forge/react'
import { OneGroup } from '../common/one-group'
import { useTargetGroups } from '../common/use-target-groups'
import type { GroupNames } from '../common/use-names'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'
import { settings } from '../texts'
import { describe, idOf } from './fields'
import type { SettingsDraft } from './use-draft'
import { useGroupNames } from './use-group-names'

const texts = settings.localGroups

interface MappingsProps {
  readonly draft: SettingsDraft
  /** Why a group of the organization cannot be chosen, or null. */
  readonly refuse: (group: TargetGroupView) => string | null
}

/** Groups of the directory and where their members belong: chosen by name, kept by id. */
export function MappingsSetting({ draft, refuse }: MappingsProps) {
  const { mappings } = draft.values.groups
  const sources = useGroupNames(mappings.map(({ directoryGroupId }) => directoryGroupId))
  const targets = useTargetGroups(mappings.map(({ groupId }) => groupId ?? ''))
  return (
    <Stack space="space.200" alignInline="start">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {describe({ draft, path: 'groups.mappings' }).label}
        </Heading>
        <Text color="color.text.subtle">{describe({ draft, path: 'groups.mappings' }).help}</Text>
        {sources.problem === null ? null : <Text color="color.text.subtle">{sources.problem}</Text>}
        {mappings.length === 0 ? <Text>{texts.noMappings}</Text> : null}
      </Stack>
      {mappings.map((_, index) => (
        <Mapping
          // What is being looked for belongs to a place in the list: after a removal the others have moved.
          key={`${draft.generation} ${index}`}
          {...{ draft, refuse, index, sources, targets }}
        />
      ))}
      <Button onClick={() => draft.set('groups.mappings', [...mappings, { directoryGroupId: '', groupId: null }])}>
        {texts.addMapping}
      </Button>
    </Stack>
  )
}

interface MappingProps extends MappingsProps {
  readonly index: number
  readonly sources: GroupNames
  readonly targets: GroupNames
}

function Mapping({ draft, refuse, index, sources, targets }: MappingProps) {
  const { mappings } = draft.values.groups
  const { directoryGroupId, groupId } = mappings[index]!
  const number = index + 1
  const [from, to] = [`groups.mappings.${index}.directoryGroupId`, `groups.mappings.${index}.groupId`] as const
  return (
    <Stack space="space.100" alignInline="start">
      <Heading as="h4" size="xsmall">
        {texts.mapping(number)}
      </Heading>
      <OneGroup
        id={idOf(from)}
        label={describe({ draft, path: from }).label}
        help={texts.directoryGroupHelp}
        chosen={directoryGroupId}
        names={sources.names}
        choose={(group) => {
          sources.learn(group)
          draft.set(from, group.id)
        }}
        find={(query) => ask('findDirectoryGroups', { query })}
        refuse={() => null}
        withIds
        words={settings.groupList}
        error={draft.problemOf(from)}
      />
      <OneGroup
        id={idOf(to)}
        label={describe({ draft, path: to }).label}
        help={texts.organizationGroupHelp}
        chosen={groupId ?? ''}
        names={targets.names}
        choose={(group) => {
          targets.learn(group)
          draft.set(to, group.id)
        }}
        find={(query) => ask('findGroups', { query })}
        refuse={refuse}
        error={draft.problemOf(to)}
      />
      <Button
        appearance="subtle"
        onClick={() =>
          draft.replace(
            'groups.mappings',
            mappings.filter((_one, other) => other !== index),
          )
        }
      >
        {texts.removeMapping(number)}
      </Button>
    </Stack>
  )
}
