import { Heading, SectionMessage, Stack, Text, TextArea } from '@forge/react'
import { areManagedLocally } from '../../../src/core/local-groups'
import type { LocalGroupSettings } from '../../../src/core/settings/local-groups'
import { Field } from '../common/field'
import { GroupPicker } from '../common/group-picker'
import { useTargetGroups } from '../common/use-target-groups'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'
import { refusalText, settings } from '../texts'
import { readAt } from './draft'
import { TextSetting, idOf } from './fields'
import { MappingsSetting } from './mappings-setting'
import type { SectionProps } from './sections'
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
      <PatternsSetting draft={draft} path="groups.neverAssign" label={texts.neverAssign} help={texts.neverAssignHelp} />
      <PatternsSetting draft={draft} path="groups.neverRemove" label={texts.neverRemove} help={texts.neverRemoveHelp} />
      <AlwaysAssigned draft={draft} />
      <MappingsSetting draft={draft} refuse={refuse} />
      <TextSetting
        draft={draft}
        path="groups.nameRule.pattern"
        label={texts.nameRulePattern}
        help={texts.nameRulePatternHelp}
        isMonospaced
      />
      <TextSetting
        draft={draft}
        path="groups.nameRule.replacement"
        label={texts.nameRuleReplacement}
        help={texts.nameRuleReplacementHelp}
        isMonospaced
      />
    </>
  )
}

interface PatternsProps {
  readonly draft: SettingsDraft
  readonly path: 'groups.neverAssign' | 'groups.neverRemove'
  readonly label: string
  readonly help: string
}

/** One a line: a pattern may hold blanks. */
function PatternsSetting({ draft, path, label, help }: PatternsProps) {
  const problem = draft.problemOf(path)
  return (
    <Field id={idOf(path)} label={label} help={help} error={problem}>
      <TextArea
        key={draft.generation}
        id={idOf(path)}
        defaultValue={(readAt(draft.values, path) as readonly string[]).join('\n')}
        isInvalid={problem !== undefined}
        minimumRows={2}
        isMonospaced
        onChange={(event) => draft.set(path, toPatterns(String(event.target.value ?? '')))}
      />
    </Field>
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
  return (
    <Stack space="space.100">
      <Heading as="h3" size="small">
        {texts.always}
      </Heading>
      <GroupPicker
        id={idOf('groups.always')}
        label={texts.always}
        help={texts.alwaysHelp}
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
