/** A fault of one service, until it is switched off. */
import Button from '@atlaskit/button/new'
import { Label } from '@atlaskit/form'
import Lozenge from '@atlaskit/lozenge'
import Select from '@atlaskit/select'
import { useState } from 'react'
import { SERVICE_NAMES } from '../../api'
import type { Fault, FaultKind } from '../../api'
import { PanelSection, Row, useWish } from './panel-section'

const KINDS: readonly { value: FaultKind; label: string }[] = [
  { value: 'too-many-requests', label: 'Too many requests (429)' },
  { value: 'outage', label: 'Outage (503)' },
]
const LABELS: Record<Fault['service'], string> = {
  jira: 'Jira',
  organization: 'Organization',
  scim: 'SCIM directory',
  entra: 'Entra',
  okta: 'Okta',
}
const SERVICES = SERVICE_NAMES.map((value) => ({ value, label: LABELS[value] }))

export function FaultControls({ fault }: { fault: Fault | null }) {
  const [kind, setKind] = useState(KINDS[0]!)
  const [service, setService] = useState(SERVICES[0]!)
  const [told, wish] = useWish()
  return (
    <PanelSection title="Faults">
      <div>
        <Label htmlFor="fault-kind">Fault</Label>
        <Select inputId="fault-kind" options={KINDS} value={kind} onChange={(picked) => picked && setKind(picked)} />
      </div>
      <div>
        <Label htmlFor="fault-service">Service</Label>
        <Select
          inputId="fault-service"
          options={SERVICES}
          value={service}
          onChange={(picked) => picked && setService(picked)}
        />
      </div>
      <Row>
        {fault === null ? (
          <Button onClick={() => void wish('fault', { kind: kind.value, service: service.value })}>Switch on</Button>
        ) : (
          <>
            <Lozenge appearance="removed">
              {`${LABELS[fault.service]}: ${KINDS.find(({ value }) => value === fault.kind)!.label}`}
            </Lozenge>
            <Button onClick={() => void wish('fault', null)}>Switch off</Button>
          </>
        )}
      </Row>
      {told}
    </PanelSection>
  )
}
