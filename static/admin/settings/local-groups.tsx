import { Heading, SectionMessage, Stack, Text, TextArea } from '@forge/react'
import { areManagedLocally } from '../../../src/core/local-groups'
import type { LocalGroupSettings } from '../../../src/core/settings/local-groups'
import { GroupPicker } from '../common/group-picker'
import { useTargetGroups } from '../common/use-target-groups'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'
import { refusalText, settings } from '../texts'
import { readAt } from '../../../src/core/settings/table'
import { Labelled, TextSetting, describe, idOf } from './fields'
import type { SettingFieldProps } from './fields'
import { MappingsSetting } from './mappings-setting'
import type { SectionProps } from './section-props'
import type { SettingsDraft } from './use-draft'

const texts = settings.localGroups

/** Groups that give no product, and who belongs into them. */
export function LocalGroupSection({ draft }: SectionProps) {
  const isLocal = areManagedLocally(draft.values as LocalGroupSettings)
  return (
    <>
      {isLocal ? (
        <SectionMessage appearance="information">
          <Text>{texts.managedLocally}</Text>
        </SectionMessage>
      ) : null}
      <PatternsSetting draft={draft} path="groups.neverAssign" />
      <PatternsSetting draft={draft} path="groups.neverRemove" />
      <AlwaysAssigned draft={draft} />
      <MappingsSetting draft={draft} refuse={refuse} />
      <TextSetting draft={draft} path="groups.nameRule.pattern" isMonospaced />
      <TextSetting draft={draft} path="groups.nameRule.replacement" isMonospaced />
    </>
  )
}

/** One a line: a pattern may hold blanks. */
function PatternsSetting({ draft, path }: SettingFieldProps) {
  return (
    <Labelled draft={draft} path={path}>
      <TextArea
        key={draft.generation}
        id={idOf(path)}
        defaultValue={(readAt(draft.values, path) as readonly string[]).join('\n')}
        isInvalid={draft.problemOf(path) !== undefined}
        minimumRows={2}
        isMonospaced
        onChange={(event) => draft.set(path, toPatterns(String(event.target.value ?? '')))}
      />
    </Labelled>
  )
}

function toPatterns(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function AlwaysAssigned({ draft }: { readonly draft: SettingsDraft }) {
  const chosen = draft.values.groups.always
  const { names, learn } = useTargetGroups(chosen)
  const { label, help = '' } = describe({ draft, path: 'groups.always' })
  return (
    <Stack space="space.100">
      <Heading as="h3" size="small">
        {label}
      </Heading>
      <GroupPicker
        id={idOf('groups.always')}
        label={label}
        help={help}
        chosen={chosen}
        names={names}
        change={(next, group) => {
          learn(group)
          draft.set('groups.always', next)
        }}
        find={(query) => ask('findGroups', { query })}
        refuse={refuse}
      />
    </Stack>
  )
}

function refuse(group: TargetGroupView): string | null {
  if (group.refusedBecause !== null) return refusalText(group)
  if (group.givesAccess) return texts.givesAccess
  return group.isListed ? null : texts.notListed
}
