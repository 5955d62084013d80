import { Button, Inline, Stack } from '@forge/react'
import { Subheading, Subtle } from '../common/shapes'
import { ChoiceSetting, TextSetting, describe } from './fields'
import type { SettingsDraft } from './use-draft'

const texts = {
  'scope.include': {
    none: 'No pattern: nobody is left out for not matching one.',
    add: 'Add an include pattern',
  },
  'scope.exclude': {
    none: 'No pattern: nobody is left out for matching one.',
    add: 'Add an exclude pattern',
  },
  how: 'A pattern is a regular expression (RE2) for the whole value, in any letter case: ".*intern.*" matches "Legal interns".',
  remove: (line: string) => `Remove ${line.toLowerCase()}`,
} as const

interface RulesSettingProps {
  readonly draft: SettingsDraft
  readonly path: 'scope.include' | 'scope.exclude'
}

/** Patterns over attributes of people in the directory. */
export function RulesSetting({ draft, path }: RulesSettingProps) {
  const own = texts[path]
  const rules = draft.values.scope[path === 'scope.include' ? 'include' : 'exclude']
  const { label, help } = describe({ draft, path })
  return (
    <Stack space="space.100" alignInline="start">
      <Subheading>{label}</Subheading>
      <Subtle>{rules.length === 0 ? own.none : `${help} ${texts.how}`}</Subtle>
      {rules.map((_, index) => (
        <Inline key={`${draft.generation} ${index}`} space="space.150" alignBlock="end" shouldWrap>
          <ChoiceSetting draft={draft} path={`${path}.${index}.attribute`} />
          <TextSetting draft={draft} path={`${path}.${index}.pattern`} width={280} isMonospaced />
          <Button appearance="subtle" onClick={() => draft.replace(path, rules.toSpliced(index, 1))}>
            {texts.remove(`${label} ${index + 1}`)}
          </Button>
        </Inline>
      ))}
      <Button onClick={() => draft.replace(path, [...rules, { attribute: 'department', pattern: '' }])}>
        {own.add}
      </Button>
    </Stack>
  )
}
