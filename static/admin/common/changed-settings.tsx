import { Inline, Stack, Text, User } from '@forge/react'
import type { Conflict } from '../../../src/core/settings/merge'
import { formatInstant } from '../format'
import { common } from '../texts'

interface ChangedSettingsProps {
  readonly changes: readonly Conflict[]
  readonly timeZone: string
}

/** Who has changed which setting, when, from what to what. */
export function ChangedSettings({ changes, timeZone }: ChangedSettingsProps) {
  return (
    <Stack space="space.050">
      {changes.map(({ path, label, by, at, from, to }) => (
        <Inline key={path} space="space.100" alignBlock="center" shouldWrap>
          <User accountId={by} />
          <Text>{common.changed(label, from, to, formatInstant(at, timeZone))}</Text>
        </Inline>
      ))}
    </Stack>
  )
}
