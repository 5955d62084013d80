import { Button, Inline, Stack } from '@forge/react'
import { Subheading, Subtle } from '../common/shapes'
import { settings } from '../texts'
import { ChoiceSetting, TextSetting, describe } from './fields'
import type { SettingsDraft } from './use-draft'

interface RulesSettingProps {
  readonly draft: SettingsDraft
  readonly path: 'scope.include' | 'scope.exclude'
}

const texts = settings.rules

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
