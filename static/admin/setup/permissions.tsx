import { useState } from 'react'
import { Checkbox, HelperMessage, Stack } from '@forge/react'
import { GroupPicker } from '../common/group-picker'
import { useTargetGroups } from '../common/group-source'
import { Section } from '../common/shapes'
import { ask } from '../questions'
import { refusalText } from '../texts'
import type { ConnectionsFormApi } from './connection-form'

/** What is fixed with the organization API key. */
const texts = {
  title: 'What this key may be used for',
  about: 'The app writes to these groups and to no other. To change the list or the permission, enter the key again.',
  groups: 'Groups that the app may write to',
  groupsHelp:
    'A part of a name. Leave it empty to find the groups that give access today; without them no seat can be given or taken back.',
  maySuspend: 'The app may suspend accounts',
  maySuspendHelp:
    'For people who left and whom the SCIM directory does not know. Without it they lose access and keep a usable account.',
} as const

/** The list of groups and the permission that are fixed together with the organization's key. */
export function Permissions({ form }: { readonly form: ConnectionsFormApi }) {
  const { onChange } = form.register('groupIds')
  const [groupIds, setGroupIds] = useState(form.getValues('groupIds'))
  const known = useTargetGroups(groupIds)
  const find = (query: string) => {
    const { orgId, directoryId, apiKey } = form.getValues()
    return ask('findGroups', { query, organization: { orgId, directoryId, apiKey } })
  }
  return (
    <Section title={texts.title} about={texts.about}>
      <GroupPicker
        id="find-writable-groups"
        label={texts.groups}
        help={texts.groupsHelp}
        source={{ ...known, find }}
        chosen={groupIds}
        change={(next) => {
          setGroupIds(next)
          onChange(next)
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
