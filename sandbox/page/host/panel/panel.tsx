/** The control panel of the sandbox: what one can do to the company, and what is really true. */
import SectionMessage from '@atlaskit/section-message'
import Spinner from '@atlaskit/spinner'
import { token } from '@atlaskit/tokens'
import { isServerLost, world } from '../session'
import { useStore } from '../store'
import { ClockControls } from './clock-controls'
import { Credentials } from './credentials'
import { FaultControls } from './fault-controls'
import { PeopleControls } from './people-controls'
import { SeatChart } from './seat-chart'
import { SeatControls } from './seat-controls'
import { TruthNumbers } from './truth-numbers'

export function Panel() {
  const state = useStore(world)
  const isLost = useStore(isServerLost)
  const look = {
    padding: 16,
    background: token('elevation.surface.sunken'),
    borderInlineStart: `1px solid ${token('color.border')}`,
  }
  return (
    <aside aria-label="Control panel" style={{ ...look, display: 'flex', flexDirection: 'column', gap: 20 }}>
      {isLost ? (
        <SectionMessage appearance="error" title="The sandbox has ended">
          <p>Start it again with npm start.</p>
        </SectionMessage>
      ) : null}
      {state === null ? (
        <Spinner label="The control panel is loading" />
      ) : (
        <>
          <ClockControls clock={state.clock} approvesDaily={state.approvesDaily} />
          <SeatChart now={state.clock.now} reserve={state.seatReserve} />
          <TruthNumbers truth={state.truth} violations={state.violations} />
          <PeopleControls />
          <SeatControls reserve={state.seatReserve} />
          <FaultControls faults={state.faults} />
          <Credentials />
        </>
      )}
    </aside>
  )
}
