import { Button, Heading, Inline, SectionMessage, Stack, Text, TextArea, Textfield } from '@forge/react'
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
      <Mappings draft={draft} />
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

function Mappings({ draft }: { readonly draft: SettingsDraft }) {
  const { mappings } = draft.values.groups
  return (
    <Stack space="space.100" alignInline="start">
      <Heading as="h3" size="small">
        {texts.mappings}
      </Heading>
      <Text color="color.text.subtle">{texts.mappingsHelp}</Text>
      {mappings.length === 0 ? <Text>{texts.noMappings}</Text> : null}
      {mappings.map((_, index) => (
        <MappingLine
          key={`${draft.generation} ${index}`}
          draft={draft}
          index={index}
          remove={() =>
            draft.replace(
              'groups.mappings',
              mappings.filter((_one, other) => other !== index),
            )
          }
        />
      ))}
      <Button onClick={() => draft.replace('groups.mappings', [...mappings, { directoryGroupId: '', groupId: null }])}>
        {texts.addMapping}
      </Button>
    </Stack>
  )
}

interface MappingLineProps {
  readonly draft: SettingsDraft
  readonly index: number
  readonly remove: () => void
}

function MappingLine({ draft, index, remove }: MappingLineProps) {
  const line = texts.line(index)
  const [from, to] = [`groups.mappings.${index}.directoryGroupId`, `groups.mappings.${index}.groupId`] as const
  return (
    <Inline space="space.150" alignBlock="end" shouldWrap>
      <Field id={idOf(from)} label={texts.directoryGroup(line)} error={draft.problemOf(from)}>
        <Textfield
          id={idOf(from)}
          defaultValue={String(readAt(draft.values, from) ?? '')}
          width={280}
          onChange={(event) => draft.set(from, String(event.target.value ?? '').trim())}
        />
      </Field>
      <Field id={idOf(to)} label={texts.organizationGroup(line)} error={draft.problemOf(to)}>
        <Textfield
          id={idOf(to)}
          defaultValue={String(readAt(draft.values, to) ?? '')}
          width={280}
          onChange={(event) => {
            const id = String(event.target.value ?? '').trim()
            draft.set(to, id === '' ? null : id)
          }}
        />
      </Field>
      <Button appearance="subtle" onClick={remove}>
        {texts.removeMapping(line)}
      </Button>
    </Inline>
  )
}
