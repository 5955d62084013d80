import { Heading, Stack, Text } from '@forge/react'
import { settings } from '../texts'
import { ChoiceSetting, SwitchSetting } from './fields'
import type { SectionProps } from './section-props'

const texts = settings.accounts
const CAUSES = ['deleted', 'disabled', 'out-of-scope'] as const

/** Who makes accounts, and what becomes of them for each cause of leaving. */
export function AccountSection({ draft }: SectionProps) {
  return (
    <>
      <ChoiceSetting draft={draft} path="target" />
      <Stack space="space.050">
        <Heading as="h3" size="small">
          {texts.cleanup}
        </Heading>
        <Text color="color.text.subtle">{texts.cleanupAbout}</Text>
      </Stack>
      {CAUSES.map((cause) => (
        <Stack key={cause} space="space.050">
          <ChoiceSetting draft={draft} path={`leavers.${cause}.account`} />
          <SwitchSetting draft={draft} path={`leavers.${cause}.removeGroups`} />
        </Stack>
      ))}
    </>
  )
}
