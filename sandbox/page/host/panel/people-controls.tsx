/** Somebody asks, signs in, leaves or comes back: a person found by name or address, or somebody at random. */
import Button from '@atlaskit/button/new'
import { Label } from '@atlaskit/form'
import { AsyncSelect } from '@atlaskit/select'
import { useState } from 'react'
import type { FoundPerson, PersonAct } from '../../api'
import { read } from '../server'
import { PanelSection, Row, useWish } from './panel-section'

const ACTS: readonly { act: PersonAct; label: string }[] = [
  { act: 'ask', label: 'Use Jira without a seat' },
  { act: 'sign-in', label: 'Sign in' },
  { act: 'disable', label: 'Disable in Entra' },
  { act: 'enable', label: 'Enable' },
  { act: 'delete', label: 'Delete' },
]

function describe({ name, email, state, holdsSeat, hasAccount }: FoundPerson): string {
  const access = holdsSeat ? 'has a seat' : hasAccount ? 'account without seat' : 'no account'
  return `${name} <${email}>, ${state}, ${access}`
}

export function PeopleControls() {
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [told, wish] = useWish()
  return (
    <PanelSection title="People">
      <div>
        <Label htmlFor="person">Person</Label>
        <AsyncSelect<FoundPerson>
          inputId="person"
          isClearable
          value={person}
          placeholder="At random, or type a name or an address"
          loadOptions={(search: string) => read<FoundPerson[]>('people', { search })}
          getOptionLabel={describe}
          getOptionValue={({ userId }) => userId}
          onChange={(picked) => setPerson(picked)}
        />
      </div>
      <Row>
        {ACTS.map(({ act, label }) => (
          <Button
            key={act}
            spacing="compact"
            onClick={() => void wish('people', { act, userId: person?.userId ?? null })}
          >
            {label}
          </Button>
        ))}
      </Row>
      {told}
    </PanelSection>
  )
}
