import { Heading, Stack } from '@forge/react'
import { settings } from '../texts'
import { ChoiceSetting, ManySetting, SwitchSetting } from './fields'
import { GroupsSetting } from './groups-setting'
import { RulesSetting } from './rules-setting'
import type { SectionProps } from './section-props'

const texts = settings.scope

/** Who should be able to use Jira, and by which address people are found. */
export function ScopeSection({ draft }: SectionProps) {
  return (
    <>
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {texts.groups.title}
        </Heading>
        <GroupsSetting draft={draft} path="requiredGroupIds" texts={texts.groups} />
      </Stack>
      <ManySetting draft={draft} path="scope.userTypes" />
      <SwitchSetting draft={draft} path="scope.enabledOnly" />
      <RulesSetting draft={draft} path="scope.include" texts={texts.include} />
      <RulesSetting draft={draft} path="scope.exclude" texts={texts.exclude} />
      <ChoiceSetting draft={draft} path="scope.address" />
    </>
  )
}
