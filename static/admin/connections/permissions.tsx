import { useState } from 'react'
import { Checkbox, HelperMessage, Stack } from '@forge/react'
import { GroupPicker } from '../common/group-picker'
import { Section } from '../common/section'
import { useTargetGroups } from '../common/use-target-groups'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'
import { permissions as texts, refusalText } from '../texts'
import type { ConnectionsFormApi } from './form-api'

/** The list of groups and the permission that are fixed together with the organization's key. */
export function Permissions({ form }: { readonly form: ConnectionsFormApi }) {
  const { onChange } = form.register('groupIds')
  const [groupIds, setGroupIds] = useState(form.getValues('groupIds'))
  const { names, learn } = useTargetGroups(groupIds)
  return (
    <Section title={texts.title} about={texts.about}>
      <GroupPicker<TargetGroupView>
        id="find-writable-groups"
        label={texts.groups}
        help={texts.groupsHelp}
        chosen={groupIds}
        names={names}
        change={(next, group) => {
          learn(group)
          setGroupIds(next)
          onChange(next)
        }}
        find={(query) => {
          const { orgId, directoryId, apiKey } = form.getValues()
          return ask('findGroups', { query, organization: { orgId, directoryId, apiKey } })
        }}
        refuse={refusalText}
      />
      <Stack>
        <Checkbox {...form.register('maySuspend')} label={texts.maySuspend} />
        <HelperMessage>{texts.maySuspendHelp}</HelperMessage>
      </Stack>
    </Section>
  )
}
