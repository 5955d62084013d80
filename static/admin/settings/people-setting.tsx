import { Button, HelperMessage, Inline, Stack, Text, User, UserPicker } from '@forge/react'
import { settings } from '../texts'
import { readAt } from '../../../src/core/settings/table'
import { describe } from './fields'
import type { SettingFieldProps } from './fields'

const texts = settings.people

/** A list of people, kept by account id and drawn by Jira. */
export function PeopleSetting({ draft, path }: SettingFieldProps) {
  const { label, help } = describe({ draft, path })
  const accountIds = readAt(draft.values, path) as readonly string[]
  return (
    <Stack space="space.100">
      {accountIds.length === 0 ? <Text color="color.text.subtle">{texts.nobody(label)}</Text> : null}
      {accountIds.map((accountId, index) => (
        <Inline key={accountId} space="space.150" alignBlock="center">
          <User accountId={accountId} />
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() =>
              draft.set(
                path,
                accountIds.filter((other) => other !== accountId),
              )
            }
          >
            {texts.remove(index + 1)}
          </Button>
        </Inline>
      ))}
      <UserPicker
        key={accountIds.length}
        name={path}
        label={label}
        onChange={(user) => {
          const picked = Array.isArray(user) ? user[0] : user
          if (picked != null && !accountIds.includes(picked.id)) draft.set(path, [...accountIds, picked.id])
        }}
      />
      {help === undefined ? null : <HelperMessage>{help}</HelperMessage>}
    </Stack>
  )
}
