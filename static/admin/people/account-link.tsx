import { useState } from 'react'
import { Box, Button, Inline, Lozenge, LoadingButton, Stack, Text } from '@forge/react'
import { ACCOUNT_FIELD } from '../common/boxes'
import { TextField } from '../common/field'
import { Message, Problem, Subheading, Subtle } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useAnswer } from '../common/use-question'
import { ask } from '../questions'
import type { Explanation, FoundInDirectory } from '../questions'
import { common, identities as texts } from '../texts'

interface AccountLinkProps {
  readonly explanation: Explanation
  readonly refresh: () => Promise<void>
}

/** Whose account it is, and the way to end or make that link by hand. */
export function AccountLink({ explanation: { accountId, account, directory }, refresh }: AccountLinkProps) {
  const { objectId, person } = directory
  const canBeLinked = account?.type === 'atlassian' && person === null
  if (objectId === null && !canBeLinked) return null
  return (
    <Stack space="space.150">
      <Subheading>{texts.title}</Subheading>
      {objectId === null ? null : (
        <Stack space="space.150" alignInline="start">
          <Stack>
            <Text>{person === null ? texts.linkedToGone : texts.linkedTo(person.name, person.address)}</Text>
            <Subtle>{`${texts.directoryId(objectId)}. ${texts.accountId(accountId)}.`}</Subtle>
          </Stack>
          <Unlink accountId={accountId} refresh={refresh} />
        </Stack>
      )}
      {canBeLinked ? <LinkByHand accountId={accountId} refresh={refresh} /> : null}
    </Stack>
  )
}

interface ByHandProps {
  readonly accountId: string
  readonly refresh: () => Promise<void>
}

function Unlink({ accountId, refresh }: ByHandProps) {
  const [isSure, setSure] = useState(false)
  const { isBusy, run } = useAction(refresh)
  if (!isSure) return <Button onClick={() => setSure(true)}>{texts.unlink}</Button>
  return (
    <Sure
      {...{ title: texts.unlinkTitle, text: texts.unlinkText, yes: texts.unlinkNow, isBusy }}
      cancel={() => setSure(false)}
      confirm={() => void run(() => ask('unlinkPerson', { accountId }), texts.unlinked)}
    />
  )
}

/** Finds somebody in the directory, shows who it is, and links the account to them. */
function LinkByHand({ accountId, refresh }: ByHandProps) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<FoundInDirectory | null>(null)
  const { answer, isAsking, again } = useAnswer((person: string) => ask('findInDirectory', { person }))
  const { isBusy, run } = useAction(refresh)
  const find = (): void => {
    setChosen(null)
    void again(typed)
  }
  const link = async (objectId: string): Promise<void> => {
    await run(() => ask('sayIdentity', { objectId, accountId, verdict: 'same' }), texts.linked)
  }
  return (
    <Stack space="space.150">
      <Text>{texts.linkAbout}</Text>
      <Inline space="space.200" alignBlock="end" shouldWrap>
        <Box xcss={ACCOUNT_FIELD}>
          <TextField id="link-person" label={texts.linkWho} value={typed} change={setTyped} />
        </Box>
        <LoadingButton isLoading={isAsking} onClick={find}>
          {texts.find}
        </LoadingButton>
      </Inline>
      {answer?.ok === false ? <Problem text={answer.message} /> : null}
      {answer?.ok === true && answer.value.length === 0 ? (
        <Message appearance="information" text={texts.notFound} />
      ) : null}
      {answer?.ok === true
        ? answer.value.map((one) => <Found key={one.objectId} one={one} choose={() => setChosen(one)} />)
        : null}
      {chosen === null ? null : (
        <Sure
          {...{ title: texts.sureTitle(chosen.name), text: texts.sure, yes: texts.linkNow, isBusy }}
          cancel={() => setChosen(null)}
          confirm={() => void link(chosen.objectId)}
        />
      )}
    </Stack>
  )
}

function Found({ one, choose }: { readonly one: FoundInDirectory; readonly choose: () => void }) {
  const { objectId, name, address, isActive, hasAccount } = one
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Stack>
        <Text>{address === '' ? name : `${name} (${address})`}</Text>
        <Subtle>{hasAccount ? texts.hasAccount : texts.directoryId(objectId)}</Subtle>
      </Stack>
      <Lozenge appearance={isActive ? 'success' : 'default'}>{isActive ? texts.enabled : texts.disabled}</Lozenge>
      {hasAccount ? null : <Button onClick={choose}>{texts.link(name)}</Button>}
    </Inline>
  )
}

interface SureProps {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly isBusy: boolean
  readonly cancel: () => void
  readonly confirm: () => void
}

/** A second question, in the dialog that is open already. */
function Sure({ title, text, yes, isBusy, cancel, confirm }: SureProps) {
  return (
    <Stack space="space.150">
      <Message appearance="warning" title={title} text={text} />
      <Inline space="space.100">
        <LoadingButton appearance="warning" isLoading={isBusy} onClick={confirm}>
          {yes}
        </LoadingButton>
        <Button onClick={cancel}>{common.cancel}</Button>
      </Inline>
    </Stack>
  )
}
