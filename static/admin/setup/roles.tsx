import { useState } from 'react'
import { Select } from '@forge/react'
import type { UnknownRole } from '../../../src/app/setup/describe-setup'
import type { RoleMeaning } from '../../../src/core/roles'
import { Field } from '../common/field'
import { useTargetGroups } from '../common/group-source'
import { Section } from '../common/shapes'
import { formatNumber } from '../format'
import type { ConnectionsFormApi } from './connection-form'

const texts = {
  title: 'Roles that the app does not know',
  about:
    'Atlassian has given these roles to groups or people. Until you say what a role means, whoever has it keeps access, and nobody is added to a group that gives it. Enter the key again to say it, or to take it back.',
  given: (groups: string, more: number) => `Given by ${groups}${more > 0 ? ` and ${more} more` : ''}`,
  had: (people: number) => (people === 1 ? '1 person has it' : `${formatNumber(people)} people have it`),
  meanings: {
    '': 'Not said: access is kept, nobody is added',
    use: 'The use of a product, which may take a seat',
    nothing: 'Neither a seat nor administration',
    administration: 'Administration: never removed, never added',
  } satisfies Record<RoleMeaning | '', string>,
} as const

interface Option {
  readonly label: string
  readonly value: RoleMeaning | ''
}
const OPTIONS = Object.entries(texts.meanings).map(([value, label]) => ({ value, label }) as Option)

/** What an administrator says of roles that no table knows; fixed together with the organization's key. */
export function Roles({
  form,
  unknown,
}: {
  readonly form: ConnectionsFormApi
  readonly unknown: readonly UnknownRole[]
}) {
  const { onChange } = form.register('roles')
  const [said, setSaid] = useState(form.getValues('roles'))
  const { names } = useTargetGroups(unknown.flatMap(({ groupIds }) => groupIds))
  const found = new Map(unknown.map((one) => [one.role, one]))
  const roles = [...new Set([...found.keys(), ...Object.keys(said)])].sort()
  if (roles.length === 0) return null
  const say = (role: string, value: RoleMeaning | ''): void => {
    const { [role]: _before, ...others } = said
    const next = value === '' ? others : { ...others, [role]: value }
    setSaid(next)
    onChange(next)
  }
  return (
    <Section title={texts.title} about={texts.about}>
      {roles.map((role) => {
        const { groupIds = [], groups = 0, people = 0 } = found.get(role) ?? {}
        const named = groupIds.map((id) => names.get(id) ?? id).join(', ')
        const told = [
          ...(groups === 0 ? [] : [texts.given(named, groups - groupIds.length)]),
          ...(people === 0 ? [] : [texts.had(people)]),
        ]
        const help = told.length === 0 ? undefined : told.join('. ')
        return (
          <Field key={role} id={`role-${role}`} label={role} help={help}>
            <Select
              inputId={`role-${role}`}
              options={OPTIONS}
              value={OPTIONS.find(({ value }) => value === (said[role] ?? ''))}
              onChange={(option: Option) => say(role, option.value)}
            />
          </Field>
        )
      })}
    </Section>
  )
}
