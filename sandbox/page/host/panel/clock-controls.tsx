/** The virtual clock: what time it is, and how to make it later. */
import Button from '@atlaskit/button/new'
import Checkbox from '@atlaskit/checkbox'
import ProgressBar from '@atlaskit/progress-bar'
import { token } from '@atlaskit/tokens'
import type { ClockState } from '../../api'
import { PanelSection, Row, useWish } from './panel-section'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const STEPS = [
  { label: '+1 min', ms: MINUTE_MS },
  { label: '+1 hour', ms: HOUR_MS },
  { label: '+1 day', ms: DAY_MS },
  { label: '+30 days', ms: 30 * DAY_MS },
] as const

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'UTC' })

export function ClockControls({ clock, approvesDaily }: { clock: ClockState; approvesDaily: boolean }) {
  const [told, wish] = useWish()
  const { now, advance, isRunning } = clock
  const share = advance === null ? 1 : (now - advance.from) / (advance.to - advance.from)
  return (
    <PanelSection title="Clock">
      <time dateTime={new Date(now).toISOString()} data-testid="now" style={{ font: token('font.body') }}>
        {FORMAT.format(now)} UTC
      </time>
      <Row>
        {STEPS.map(({ label, ms }) => (
          <Button key={label} isDisabled={advance !== null} onClick={() => void wish('clock', { advanceMs: ms })}>
            {label}
          </Button>
        ))}
      </Row>
      {advance === null ? null : (
        <>
          <ProgressBar value={share} ariaLabel="Progress of the clock" />
          <span style={{ font: token('font.body.small') }}>
            {Math.floor((now - advance.from) / HOUR_MS)} of {Math.ceil((advance.to - advance.from) / HOUR_MS)} hours
          </span>
        </>
      )}
      <Checkbox
        label="Time passes by itself"
        isChecked={isRunning}
        onChange={(event) => void wish('clock', { isRunning: event.target.checked })}
      />
      <Checkbox
        label="A colleague approves held plans at 09:00"
        isChecked={approvesDaily}
        onChange={(event) => void wish('administrator', { approvesDaily: event.target.checked })}
      />
      {told}
    </PanelSection>
  )
}
