import { Button, ButtonGroup, Inline, SectionMessage, Stack, Text } from '@forge/react'
import { ChangedSettings } from '../common/changed-settings'
import { settings } from '../texts'
import { labelOf } from '../../../src/core/settings/table'
import type { SettingsDraft } from './use-draft'

const texts = settings.conflicts

/** What somebody else has changed since the page was loaded: whose counts is decided place by place. */
export function Conflicts({ draft }: { readonly draft: SettingsDraft }) {
  const { conflicts, decide, inForce } = draft
  if (conflicts.length === 0) return null
  const places = [...new Set(conflicts.map(({ mine }) => mine))]
  return (
    <SectionMessage appearance="warning" title={texts.title}>
      <Stack space="space.200">
        <Text>{texts.about}</Text>
        {places.map((place) => (
          <Stack key={place} space="space.100">
            <Text weight="medium">{labelOf(place)}</Text>
            <ChangedSettings
              changes={conflicts.filter(({ mine }) => mine === place)}
              timeZone={inForce.schedules.timeZone}
            />
            <Inline>
              <ButtonGroup>
                <Button onClick={() => decide(place, 'mine')}>{texts.mine(labelOf(place))}</Button>
                <Button onClick={() => decide(place, 'theirs')}>{texts.theirs(labelOf(place))}</Button>
              </ButtonGroup>
            </Inline>
          </Stack>
        ))}
      </Stack>
    </SectionMessage>
  )
}
