import { Button, Heading, Inline, Select, Stack, Text, Textfield } from '@forge/react'
import { settings } from '../texts'
import type { Loose } from './draft'
import type { AttributeRule } from '../../../src/core/settings/scope'
import { Labelled, describe, idOf } from './fields'
import type { SettingsDraft } from './use-draft'

interface RulesSettingProps {
  readonly draft: SettingsDraft
  readonly path: 'scope.include' | 'scope.exclude'
  readonly texts: { readonly none: string; readonly add: string }
}

const texts = settings.rules

/** Patterns over attributes of people in the directory. */
export function RulesSetting({ draft, path, texts: own }: RulesSettingProps) {
  const rules = draft.values.scope[path === 'scope.include' ? 'include' : 'exclude']
  const { label, help } = describe({ draft, path })
  const replace = (next: readonly Loose<AttributeRule>[]): void => draft.replace(path, next)
  return (
    <Stack space="space.100" alignInline="start">
      <Heading as="h3" size="small">
        {label}
      </Heading>
      <Text color="color.text.subtle">{rules.length === 0 ? own.none : `${help} ${texts.how}`}</Text>
      {rules.map((rule, index) => (
        <RuleLine
          key={`${draft.generation} ${index}`}
          draft={draft}
          path={`${path}.${index}`}
          rule={rule}
          label={`${label} ${index + 1}`}
          remove={() => replace(rules.filter((_, other) => other !== index))}
        />
      ))}
      <Button onClick={() => replace([...rules, { attribute: 'department', pattern: '' }])}>{own.add}</Button>
    </Stack>
  )
}

interface RuleLineProps {
  readonly draft: SettingsDraft
  readonly path: `scope.include.${number}` | `scope.exclude.${number}`
  readonly rule: Loose<AttributeRule>
  /** Names the line for its controls, e.g. "Include 2". */
  readonly label: string
  readonly remove: () => void
}

function RuleLine({ draft, path, rule, label, remove }: RuleLineProps) {
  const [attribute, pattern] = [`${path}.attribute`, `${path}.pattern`] as const
  const { choices = [] } = describe({ draft, path: attribute }).field
  return (
    <Inline space="space.150" alignBlock="end" shouldWrap>
      <Labelled draft={draft} path={attribute}>
        <Select
          inputId={idOf(attribute)}
          defaultValue={choices.find(({ value }) => value === rule.attribute)}
          options={[...choices]}
          onChange={(option: { value: string }) => draft.set(attribute, option.value)}
        />
      </Labelled>
      <Labelled draft={draft} path={pattern}>
        <Textfield
          id={idOf(pattern)}
          defaultValue={rule.pattern}
          isInvalid={draft.problemOf(pattern) !== undefined}
          isMonospaced
          width={280}
          onChange={(event) => draft.set(pattern, event.target.value ?? '')}
        />
      </Labelled>
      <Button appearance="subtle" onClick={remove}>
        {texts.remove(label)}
      </Button>
    </Inline>
  )
}
