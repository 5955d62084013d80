/** Another administrator, who gives and takes seats by hand. */
import Button from '@atlaskit/button/new'
import { Label } from '@atlaskit/form'
import Textfield from '@atlaskit/textfield'
import { useState } from 'react'
import { PanelSection, Row, useWish } from './panel-section'

export function SeatControls({ reserve }: { reserve: number }) {
  const [left, setLeft] = useState(String(Math.max(0, reserve - 1)))
  const [count, setCount] = useState('10')
  const [told, wish] = useWish()
  return (
    <PanelSection title="Seats, by another administrator">
      <Row>
        <Label htmlFor="left">Seats left free</Label>
        <NumberField id="left" value={left} onChange={setLeft} />
        <Button spacing="compact" onClick={() => void wish('seats', { fillLeaving: toNumber(left) })}>
          Fill seats
        </Button>
      </Row>
      <Row>
        <Label htmlFor="count">Seats to free</Label>
        <NumberField id="count" value={count} onChange={setCount} />
        <Button spacing="compact" onClick={() => void wish('seats', { free: toNumber(count) })}>
          Free seats
        </Button>
      </Row>
      {told}
    </PanelSection>
  )
}

function NumberField({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  return (
    <Textfield
      id={id}
      type="number"
      min={0}
      width="xsmall"
      isCompact
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function toNumber(text: string): number {
  return Math.max(0, Math.floor(Number(text)))
}
