import { Button, Heading, Stack, Text } from '@forge/react'
import { areManagedLocally } from '../../../src/core/local-groups'
import type { LocalGroupSettings } from '../../../src/core/settings/local-groups'
import { OneGroup } from '../common/group-picker'
import { useDirectoryGroups, useTargetGroups } from '../common/group-source'
import type { GroupSource, NamedGroup } from '../common/group-source'
import { Message, Subheading, Subtle } from '../common/shapes'
import type { TargetGroupView } from '../questions'
import { refusalText } from '../texts'
import { LinesSetting, TextSetting, describe, idOf } from './fields'
import type { SectionProps } from './fields'
import { OrganizationGroupsSetting } from './group-settings'
import type { SettingsDraft } from './use-draft'

/** Local group management. Names are those of the administrator guide. */
const texts = {
  managedLocally: 'Groups are managed locally: the app adds nobody to any of these groups and takes nobody from one.',
  noMappings: 'No group of the directory is mapped.',
  mapping: (number: number) => `Mapping ${number}`,
  directoryGroupHelp: 'The beginning of its name, or its id.',
  organizationGroupHelp:
    'A part of its name. Without a group, the one with the name by the name rule is taken when you save.',
  addMapping: 'Add a mapping',
  removeMapping: (number: number) => `Remove mapping ${number}`,
  notListed: 'Not among the groups that the app may write to: add it under Connections first',
  givesAccess: 'It gives access: seats are given through the guard only',
} as const

/** Groups that give no product, and who belongs into them. */
export function LocalGroupSection({ draft }: SectionProps) {
  const isLocal = areManagedLocally(draft.values as LocalGroupSettings)
  return (
    <>
      <Message appearance="information" text={isLocal ? texts.managedLocally : null} />
      <LinesSetting draft={draft} path="groups.neverAssign" toValue={toPatterns} />
      <LinesSetting draft={draft} path="groups.neverRemove" toValue={toPatterns} />
      <Stack space="space.100">
        <Subheading>{describe({ draft, path: 'groups.always' }).label}</Subheading>
        <OrganizationGroupsSetting draft={draft} path="groups.always" refuse={refuse} />
      </Stack>
      <MappingsSetting draft={draft} />
      <TextSetting draft={draft} path="groups.nameRule.pattern" isMonospaced />
      <TextSetting draft={draft} path="groups.nameRule.replacement" isMonospaced />
    </>
  )
}

/** One a line: a pattern may hold blanks. */
function toPatterns(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function refuse(group: TargetGroupView): string | null {
  if (group.refusedBecause !== null) return refusalText(group)
  if (group.givesAccess) return texts.givesAccess
  return group.isListed ? null : texts.notListed
}

/** Groups of the directory and where their members belong: chosen by name, kept by id. */
function MappingsSetting({ draft }: { readonly draft: SettingsDraft }) {
  const { mappings } = draft.values.groups
  const sources = useDirectoryGroups(mappings.map(({ directoryGroupId }) => directoryGroupId))
  const targets = useTargetGroups(mappings.map(({ groupId }) => groupId ?? ''))
  const { label, help } = describe({ draft, path: 'groups.mappings' })
  return (
    <Stack space="space.200" alignInline="start">
      <Stack space="space.100">
        <Subheading>{label}</Subheading>
        <Subtle>{help}</Subtle>
        {sources.problem === null ? null : <Subtle>{sources.problem}</Subtle>}
        {mappings.length === 0 ? <Text>{texts.noMappings}</Text> : null}
      </Stack>
      {mappings.map((_, index) => (
        <Mapping
          // What is being looked for belongs to a place in the list: after a removal the others have moved.
          key={`${draft.generation} ${index}`}
          {...{ draft, index, sources, targets }}
        />
      ))}
      <Button onClick={() => draft.set('groups.mappings', [...mappings, { directoryGroupId: '', groupId: null }])}>
        {texts.addMapping}
      </Button>
    </Stack>
  )
}

interface MappingProps {
  readonly draft: SettingsDraft
  readonly index: number
  readonly sources: GroupSource<NamedGroup>
  readonly targets: GroupSource<TargetGroupView>
}

function Mapping({ draft, index, sources, targets }: MappingProps) {
  const { mappings } = draft.values.groups
  const { directoryGroupId, groupId } = mappings[index]!
  const remove = (): void => draft.replace('groups.mappings', mappings.toSpliced(index, 1))
  const place = (name: 'directoryGroupId' | 'groupId') => {
    const path = `groups.mappings.${index}.${name}` as const
    return {
      id: idOf(path),
      label: describe({ draft, path }).label,
      choose: (id: string) => draft.set(path, id),
      error: draft.problemOf(path),
    }
  }
  return (
    <Stack space="space.100" alignInline="start">
      <Heading as="h4" size="xsmall">
        {texts.mapping(index + 1)}
      </Heading>
      <OneGroup
        {...place('directoryGroupId')}
        help={texts.directoryGroupHelp}
        chosen={directoryGroupId}
        source={sources}
      />
      <OneGroup
        {...place('groupId')}
        help={texts.organizationGroupHelp}
        chosen={groupId ?? ''}
        source={targets}
        refuse={refuse}
      />
      <Button appearance="subtle" onClick={remove}>
        {texts.removeMapping(index + 1)}
      </Button>
    </Stack>
  )
}
