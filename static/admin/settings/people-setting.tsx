import { Button, HelperMessage, Inline, Stack, User } from '@forge/react'
import { readAt } from '../../../src/core/settings/table'
import { PersonPicker, Subtle } from '../common/shapes'
import { describe } from './fields'
import type { SettingFieldProps } from './fields'

const texts = {
  nobody: (list: string) => `${list}: nobody.`,
  remove: (line: number) => `Remove person ${line}`,
} as const

/** A list of people, kept by account id and drawn by Jira. */
export function PeopleSetting({ draft, path }: SettingFieldProps) {
  const { label, help } = describe({ draft, path })
  const accountIds = readAt(draft.values, path) as readonly string[]
  const add = (id: string | null): void => {
    if (id !== null && !accountIds.includes(id)) draft.set(path, [...accountIds, id])
  }
  return (
    <Stack space="space.100">
      {accountIds.length === 0 ? <Subtle>{texts.nobody(label)}</Subtle> : null}
      {accountIds.map((accountId, index) => (
        <Inline key={accountId} space="space.150" alignBlock="center">
          <User accountId={accountId} />
          <Button appearance="subtle" spacing="compact" onClick={() => draft.set(path, accountIds.toSpliced(index, 1))}>
            {texts.remove(index + 1)}
          </Button>
        </Inline>
      ))}
      <PersonPicker key={accountIds.length} name={path} label={label} pick={add} />
      {help === undefined ? null : <HelperMessage>{help}</HelperMessage>}
    </Stack>
  )
}
