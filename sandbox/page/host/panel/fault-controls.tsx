/** Faults in the sandbox's own language: picked or typed, and on until switched off. */
import Button from '@atlaskit/button/new'
import { Label } from '@atlaskit/form'
import Lozenge from '@atlaskit/lozenge'
import { CreatableSelect } from '@atlaskit/select'
import { useState } from 'react'
import type { ActiveFault } from '../../api'
import { PanelSection, Row, useWish } from './panel-section'

interface Option {
  readonly value: string
  readonly label: string
}

/** The commonest of each kind; anything that sandbox/faults/parse-fault.ts understands can be typed. */
const COMMON: readonly Option[] = [
  'entra 429 retry-after 20s',
  'organization 503',
  'jira 503',
  'scim time-out every 2',
  'organization cut-after every 3',
  'organization html',
  'entra cycling-cursor',
  'organization key expired',
  'entra secret expired',
  'entra permission AuditLog.Read.All revoked',
  'queue duplicate',
  'events late 10m',
  'ticks lost every 2',
  'jobs-worker killed at 7',
  'clock skew 5m',
  'admin takes 3 seats',
].map((line) => ({ value: line, label: line }))

export function FaultControls({ faults }: { faults: readonly ActiveFault[] }) {
  const [picked, setPicked] = useState<Option>(COMMON[0]!)
  const [told, wish] = useWish()
  return (
    <PanelSection title="Faults">
      <div>
        <Label htmlFor="fault">Fault, picked or typed</Label>
        <CreatableSelect
          inputId="fault"
          options={[...COMMON]}
          value={picked}
          formatCreateLabel={(line: string) => line}
          getNewOptionData={(line: string) => ({ value: line, label: line })}
          onChange={(next: Option | null) => next && setPicked(next)}
        />
      </div>
      <Row>
        <Button onClick={() => void wish('fault', { on: picked.value })}>Switch on</Button>
      </Row>
      {faults.map(({ line, struck }) => (
        <Row key={line}>
          <Lozenge appearance="removed" maxWidth="100%">{`${line} · struck ${struck} times`}</Lozenge>
          <Button spacing="compact" aria-label={`Switch off ${line}`} onClick={() => void wish('fault', { off: line })}>
            Switch off
          </Button>
        </Row>
      ))}
      {told}
    </PanelSection>
  )
}
