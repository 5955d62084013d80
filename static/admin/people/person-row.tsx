import { Button, Inline, Lozenge, Stack, Text } from '@forge/react'
import { PersonCell } from '../common/person-cell'
import { Subtle, rowOf } from '../common/shapes'
import { formatInstant } from '../format'
import type { PersonRow } from '../questions'
import { people as texts, reasonOf, signalNames } from '../texts'

export function toPersonRow(row: PersonRow, place: number, timeZone: string, open: (accountId: string) => void) {
  const { accountId, objectId, name, newest } = row
  return rowOf(accountId ?? objectId ?? String(place), {
    person: name ?? <PersonCell accountId={accountId} objectId={objectId} />,
    state: <States row={row} />,
    access: <Access row={row} />,
    seen: newest === null ? texts.neverSeen : texts.seen(newest.ageDays, signalNames[newest.source]),
    notes: <Notes row={row} timeZone={timeZone} />,
    actions:
      accountId === null ? (
        ''
      ) : (
        <Button spacing="compact" onClick={() => open(accountId)}>
          {texts.open}
        </Button>
      ),
  })
}

function States({ row: { account, directory } }: { readonly row: PersonRow }) {
  return (
    <Inline space="space.050" shouldWrap>
      {account === 'active' ? null : (
        <Lozenge appearance={account === 'app' ? 'default' : 'removed'}>{texts.accounts[account]}</Lozenge>
      )}
      {directory === 'linked' ? (
        account === 'active' ? (
          <Lozenge appearance="success">{texts.accounts.active}</Lozenge>
        ) : null
      ) : (
        <Lozenge appearance="moved">{texts.directories[directory]}</Lozenge>
      )}
    </Inline>
  )
}

function Access({ row: { products } }: { readonly row: PersonRow }) {
  if (products.some(({ holds }) => holds === null)) return <Text>{texts.accessUnknown}</Text>
  const held = products.filter(({ holds }) => holds === true)
  if (held.length === 0) return <Subtle>{texts.noAccess}</Subtle>
  return (
    <Stack space="space.050">
      {held.map(({ productKey, isUnused, isSynchronised }) => (
        <Inline key={productKey} space="space.050" shouldWrap>
          <Text>{productKey}</Text>
          {isUnused ? <Lozenge appearance="moved">{texts.unused}</Lozenge> : null}
          {isSynchronised ? <Lozenge>{texts.synchronised}</Lozenge> : null}
        </Inline>
      ))}
    </Stack>
  )
}

function Notes({ row, timeZone }: { readonly row: PersonRow; readonly timeZone: string }) {
  const { waiting, exemption, because, day } = row
  const lines = [
    ...waiting.map((one) => {
      const words = texts.waits(one.productKey, formatInstant(one.askedAt, timeZone))
      return one.because === 'no-seat' ? words : `${words}: ${reasonOf(one.because)}`
    }),
    exemption === null ? null : texts.exempt(exemption.owner, exemption.reason, exemption.until),
    because === null ? null : texts.because(because, day),
  ].filter((line) => line !== null)
  return (
    <Stack space="space.050">
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </Stack>
  )
}
