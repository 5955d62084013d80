import { Button, Inline, Stack, Text } from '@forge/react'
import { groupPicker as texts } from '../texts'
import { ChosenGroup, GroupSearch, nameIn } from './group-search'
import type { GroupSource, NamedGroup } from './group-search'

interface GroupPickerProps<G extends NamedGroup> extends GroupSource<G> {
  readonly chosen: readonly string[]
  readonly change: (groupIds: readonly string[], group: G | null) => void
}

/** Groups, found by a part of their name and chosen by name. */
export function GroupPicker<G extends NamedGroup>(props: GroupPickerProps<G>) {
  const { chosen, names, change, withIds = false, words = texts, ...source } = props
  return (
    <Stack space="space.100" alignInline="start">
      {chosen.length === 0 && words.nobody !== null ? <Text color="color.text.subtle">{words.nobody}</Text> : null}
      {chosen.map((groupId) => (
        <Inline key={groupId} space="space.200" alignBlock="center" shouldWrap>
          <ChosenGroup groupId={groupId} names={names} withIds={withIds} words={words} />
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() =>
              change(
                chosen.filter((other) => other !== groupId),
                null,
              )
            }
          >
            {texts.remove(nameIn(names, groupId))}
          </Button>
        </Inline>
      ))}
      <GroupSearch
        {...source}
        chosen={chosen}
        add={(group) => change([...chosen, group.id], group)}
        findText={texts.find}
        addText={texts.add}
        withIds={withIds}
        words={words}
      />
    </Stack>
  )
}
