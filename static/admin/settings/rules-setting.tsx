import { Button, Heading, Inline, Select, Stack, Text, Textfield } from '@forge/react'
import { PERSON_ATTRIBUTES } from '../../../src/core/people'
import { Field } from '../common/field'
import { settings } from '../texts'
import type { Loose } from './draft'
import type { AttributeRule } from '../../../src/core/settings/scope'
import { idOf } from './fields'
import type { SettingsDraft } from './use-draft'

interface RulesSettingProps {
  readonly draft: SettingsDraft
  readonly path: 'scope.include' | 'scope.exclude'
  readonly texts: { readonly title: string; readonly none: string; readonly some: string; readonly add: string }
}

const texts = settings.rules
const ATTRIBUTES = PERSON_ATTRIBUTES.map((value) => ({ label: texts.attributes[value], value }))

/** Patterns over attributes of people in the directory. */
export function RulesSetting({ draft, path, texts: own }: RulesSettingProps) {
  const rules = draft.values.scope[path === 'scope.include' ? 'include' : 'exclude']
  const replace = (next: readonly Loose<AttributeRule>[]): void => draft.replace(path, next)
  return (
    <Stack space="space.100" alignInline="start">
      <Heading as="h3" size="small">
        {own.title}
      </Heading>
      <Text color="color.text.subtle">{rules.length === 0 ? own.none : `${own.some} ${texts.how}`}</Text>
      {rules.map((rule, index) => (
        <RuleLine
          key={`${draft.generation} ${index}`}
          draft={draft}
          path={`${path}.${index}`}
          rule={rule}
          label={`${own.title} ${index + 1}`}
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
  const [attribute, pattern] = [idOf(`${path}.attribute`), idOf(`${path}.pattern`)]
  const problem = draft.problemOf(`${path}.pattern`)
  return (
    <Inline space="space.150" alignBlock="end" shouldWrap>
      <Field id={attribute} label={texts.attribute(label)}>
        <Select
          inputId={attribute}
          defaultValue={ATTRIBUTES.find(({ value }) => value === rule.attribute)}
          options={ATTRIBUTES}
          onChange={(option: { value: string }) => draft.set(`${path}.attribute`, option.value)}
        />
      </Field>
      <Field id={pattern} label={texts.pattern(label)} error={problem}>
        <Textfield
          id={pattern}
          defaultValue={rule.pattern}
          isInvalid={problem !== undefined}
          isMonospaced
          width={280}
          onChange={(event) => draft.set(`${path}.pattern`, event.target.value ?? '')}
        />
      </Field>
      <Button appearance="subtle" onClick={remove}>
        {texts.remove(label)}
      </Button>
    </Inline>
  )
}
