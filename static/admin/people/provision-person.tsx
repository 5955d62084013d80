import { useState } from 'react'
import { Box, Inline, LoadingButton, Textfield, xcss } from '@forge/react'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { people as texts } from '../texts'
import { ProvisionSteps } from './provision-steps'
import { useProvision } from './use-provision'

const FIELD = xcss({ minWidth: '320px' })

/** For somebody who is not on any list yet: found in the directory by address or id, and provisioned at once. */
export function ProvisionPerson({ refresh }: { readonly refresh: () => Promise<void> }) {
  const [person, setPerson] = useState('')
  const { isBusy, outcome, provision } = useProvision(refresh)
  return (
    <Section title={texts.provisionTitle} about={texts.provisionAbout}>
      <Inline space="space.200" alignBlock="end" shouldWrap>
        <Box xcss={FIELD}>
          <Field id="provision-person" label={texts.provisionWho}>
            <Textfield
              id="provision-person"
              value={person}
              onChange={(event) => setPerson(String(event.target.value ?? ''))}
            />
          </Field>
        </Box>
        <LoadingButton isLoading={isBusy} onClick={() => void provision(person)}>
          {texts.provision}
        </LoadingButton>
      </Inline>
      <ProvisionSteps outcome={outcome} />
    </Section>
  )
}
