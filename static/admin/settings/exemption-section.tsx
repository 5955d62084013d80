import { Button, Inline, Stack, User } from '@forge/react'
import { PersonPicker, Subheading, Subtle } from '../common/shapes'
import { TextSetting, describe } from './fields'
import type { SectionProps } from './fields'
import { OrganizationGroupsSetting } from './group-settings'

const texts = {
  nobody: 'Nobody is exempt by name.',
  add: 'Exempt a person',
  untilPlaceholder: 'No end',
  remove: (line: number) => `End exemption ${line}`,
} as const

/** Who keeps unused access all the same. */
export function ExemptionSection({ draft }: SectionProps) {
  const { exemptPeople } = draft.values
  const { label, help = '' } = describe({ draft, path: 'exemptPeople' })
  const add = (accountId: string | null): void => {
    if (accountId === null || exemptPeople.some((one) => one.accountId === accountId)) return
    draft.replace('exemptPeople', [...exemptPeople, { accountId, owner: '', reason: '', until: null }])
  }
  return (
    <>
      <OrganizationGroupsSetting draft={draft} path="exemptGroupIds" />
      <Stack space="space.150">
        <Subheading>{label}</Subheading>
        {exemptPeople.length === 0 ? <Subtle>{texts.nobody}</Subtle> : null}
        {exemptPeople.map(({ accountId }, index) => (
          <Stack key={accountId} space="space.050">
            <User accountId={accountId} />
            <Inline space="space.150" alignBlock="end" shouldWrap>
              <TextSetting draft={draft} path={`exemptPeople.${index}.owner`} width={160} />
              <TextSetting draft={draft} path={`exemptPeople.${index}.reason`} width={240} />
              <TextSetting
                draft={draft}
                path={`exemptPeople.${index}.until`}
                width={130}
                placeholder={texts.untilPlaceholder}
                // No date means no end.
                toValue={(text) => (text.trim() === '' ? null : text)}
              />
              <Button
                appearance="subtle"
                onClick={() => draft.replace('exemptPeople', exemptPeople.toSpliced(index, 1))}
              >
                {texts.remove(index + 1)}
              </Button>
            </Inline>
          </Stack>
        ))}
        <PersonPicker key={exemptPeople.length} name="exempt-person" label={texts.add} description={help} pick={add} />
      </Stack>
    </>
  )
}
