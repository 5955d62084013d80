/** Ground truth, to be compared with what the app's page says. */
import { token } from '@atlaskit/tokens'
import type { Truth } from '../../api'
import { Loud } from '../problems'
import { PanelSection } from './panel-section'

const LABELS: readonly (readonly [keyof Truth, string])[] = [
  ['people', 'People in Entra'],
  ['enabled', 'Enabled'],
  ['accounts', 'Accounts'],
  ['seatsTotal', 'Seats'],
  ['seatsUsed', 'Seats used'],
  ['seatsFree', 'Seats free'],
  ['waiting', 'People waiting'],
  ['grants', 'Grants'],
  ['revocations', 'Given back'],
  ['refusals', 'Refusals'],
]

export function TruthNumbers({ truth, violations }: { truth: Truth; violations: number }) {
  return (
    <PanelSection title="Ground truth">
      <dl style={{ display: 'grid', gridTemplateColumns: '1fr auto 1fr auto', gap: '4px 12px', margin: 0, padding: 0 }}>
        {LABELS.map(([name, label]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt style={{ color: token('color.text.subtle') }}>{label}</dt>
            <dd data-truth={name} style={{ margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}>
              {truth[name] === null ? 'no limit' : truth[name].toLocaleString('en-US')}
            </dd>
          </div>
        ))}
      </dl>
      {violations === 0 ? null : <Loud>{`${violations} calls that the real services would not accept`}</Loud>}
    </PanelSection>
  )
}
