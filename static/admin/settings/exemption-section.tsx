import { Button, Heading, Inline, Stack, Text, Textfield, User, UserPicker } from '@forge/react'
import type { Exemption } from '../../../src/core/settings/exemptions'
import { settings } from '../texts'
import { Labelled, describe, idOf } from './fields'
import { OrganizationGroupsSetting } from './organization-groups'
import type { SectionProps } from './section-props'
import type { SettingsDraft } from './use-draft'

const texts = settings.exemptions

/** Who keeps unused access all the same. */
export function ExemptionSection({ draft }: SectionProps) {
  const { exemptPeople } = draft.values
  const add = (accountId: string): void => {
    if (exemptPeople.some((one) => one.accountId === accountId)) return
    draft.replace('exemptPeople', [...exemptPeople, { accountId, owner: '', reason: '', until: null }])
  }
  return (
    <>
      <OrganizationGroupsSetting draft={draft} path="exemptGroupIds" />
      <Stack space="space.150">
        <Heading as="h3" size="small">
          {describe({ draft, path: 'exemptPeople' }).label}
        </Heading>
        {exemptPeople.length === 0 ? <Text color="color.text.subtle">{texts.nobody}</Text> : null}
        {exemptPeople.map((exemption, index) => (
          <ExemptionFields
            key={`${draft.generation} ${exemption.accountId}`}
            draft={draft}
            index={index}
            exemption={exemption}
            remove={() =>
              draft.replace(
                'exemptPeople',
                exemptPeople.filter((_, other) => other !== index),
              )
            }
          />
        ))}
        <UserPicker
          key={exemptPeople.length}
          name="exempt-person"
          label={texts.add}
          description={describe({ draft, path: 'exemptPeople' }).help ?? ''}
          onChange={(user) => {
            const picked = Array.isArray(user) ? user[0] : user
            if (picked != null) add(picked.id)
          }}
        />
      </Stack>
    </>
  )
}

interface ExemptionFieldsProps {
  readonly draft: SettingsDraft
  readonly index: number
  readonly exemption: Exemption
  readonly remove: () => void
}

function ExemptionFields({ draft, index, exemption, remove }: ExemptionFieldsProps) {
  const path = `exemptPeople.${index}` as const
  const text = (name: 'owner' | 'reason' | 'until', width: number) => {
    const at = `${path}.${name}` as const
    return (
      <Labelled draft={draft} path={at}>
        <Textfield
          id={idOf(at)}
          defaultValue={exemption[name] ?? ''}
          isInvalid={draft.problemOf(at) !== undefined}
          width={width}
          {...(name === 'until' ? { placeholder: texts.untilPlaceholder } : {})}
          onChange={(event) => draft.set(at, toValue(name, String(event.target.value ?? '')))}
        />
      </Labelled>
    )
  }
  return (
    <Stack space="space.050">
      <User accountId={exemption.accountId} />
      <Inline space="space.150" alignBlock="end" shouldWrap>
        {text('owner', 160)}
        {text('reason', 240)}
        {text('until', 130)}
        <Button appearance="subtle" onClick={remove}>
          {texts.remove(index + 1)}
        </Button>
      </Inline>
    </Stack>
  )
}

/** No date means no end. */
function toValue(name: 'owner' | 'reason' | 'until', text: string): string | null {
  return name === 'until' && text.trim() === '' ? null : text
}
