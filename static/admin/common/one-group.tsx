import { useState } from 'react'
import { Button, ErrorMessage, Inline, Stack, Text } from '@forge/react'
import { groupPicker as texts } from '../texts'
import { ChosenGroup, GroupSearch } from './group-search'
import type { GroupSource, NamedGroup } from './group-search'

interface OneGroupProps<G extends NamedGroup> extends GroupSource<G> {
  /** Its id; '' = none. */
  readonly chosen: string
  readonly choose: (group: G) => void
  readonly error: string | undefined
}

/** One group, shown by name. The search for it opens while there is none, and to put another in its place. */
export function OneGroup<G extends NamedGroup>(props: OneGroupProps<G>) {
  const { chosen, choose, error, names, withIds = false, words = texts, ...source } = props
  const { label } = source
  const [isChanging, setChanging] = useState(false)
  const [wasChosen, setChosen] = useState(false)
  return (
    <Stack space="space.100" alignInline="start">
      {chosen !== '' ? (
        <Stack space="space.050">
          <Text size="small" color="color.text.subtle">
            {label}
          </Text>
          <Inline space="space.200" alignBlock="center" shouldWrap>
            <ChosenGroup groupId={chosen} names={names} withIds={withIds} words={words} />
            {/* What was pressed to choose it is gone: the keyboard goes on from here. */}
            <Button
              key={chosen}
              appearance="subtle"
              spacing="compact"
              autoFocus={wasChosen}
              onClick={() => setChanging(!isChanging)}
            >
              {isChanging ? texts.keepOne(label) : texts.changeOne(label)}
            </Button>
          </Inline>
        </Stack>
      ) : null}
      {chosen === '' || isChanging ? (
        <GroupSearch
          {...source}
          chosen={[chosen]}
          add={(group) => {
            setChanging(false)
            setChosen(true)
            choose(group)
          }}
          findText={texts.findOne(label)}
          addText={texts.chooseOne}
          withIds={withIds}
          words={words}
        />
      ) : null}
      {error === undefined ? null : <ErrorMessage>{error}</ErrorMessage>}
    </Stack>
  )
}
