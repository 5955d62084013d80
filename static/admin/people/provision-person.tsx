import { useState } from 'react'
import { Box, Inline, List, ListItem, LoadingButton, Lozenge, Text } from '@forge/react'
import { PERSON_FIELD } from '../common/boxes'
import { TextField } from '../common/field'
import { Problem, Section } from '../common/shapes'
import { useAnswer } from '../common/use-question'
import type { Asked } from '../common/use-question'
import { ask } from '../questions'
import type { ProvisionStep } from '../questions'
import { people as texts } from '../texts'

/** For somebody who is not on any list yet: found in the directory by address or id, and provisioned at once. */
export function ProvisionPerson({ refresh }: { readonly refresh: () => Promise<void> }) {
  const [person, setPerson] = useState('')
  const provisioning = useProvision(refresh)
  return (
    <Section title={texts.provisionTitle} about={texts.provisionAbout}>
      <Inline space="space.200" alignBlock="end" shouldWrap>
        <Box xcss={PERSON_FIELD}>
          <TextField id="provision-person" label={texts.provisionWho} value={person} change={setPerson} />
        </Box>
        <LoadingButton isLoading={provisioning.isAsking} onClick={() => void provisioning.again(person)}>
          {texts.provision}
        </LoadingButton>
      </Inline>
      <ProvisionSteps provisioning={provisioning} />
    </Section>
  )
}

type Provisioning = Asked<readonly ProvisionStep[], [person: string]>

/** Provisions one person, told by an e-mail address, a user principal name or the directory's id. */
export function useProvision(refresh: () => Promise<void>): Provisioning {
  return useAnswer(async (person: string) => {
    const answer = await ask('provisionPerson', { person })
    if (answer.ok) await refresh()
    return answer
  })
}

/** The steps that were gone for one person, and where it ended. */
export function ProvisionSteps({ provisioning: { answer } }: { readonly provisioning: Provisioning }) {
  if (answer === null) return null
  if (!answer.ok) return <Problem title={texts.notProvisioned} text={answer.message} />
  return (
    <List type="ordered">
      {answer.value.map(({ step, isOk, text }) => (
        <ListItem key={step}>
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Lozenge appearance={isOk ? 'success' : 'moved'}>{texts.steps[step]}</Lozenge>
            <Text>{text}</Text>
          </Inline>
        </ListItem>
      ))}
    </List>
  )
}
