/** Seats used and free, the reserve, and the people who wait, over virtual time. */
import { token } from '@atlaskit/tokens'
import { useEffect, useState } from 'react'
import type { Sample } from '../../api'
import { read } from '../server'
import { PanelSection } from './panel-section'

const WIDTH = 360
const HEIGHT = 96
const LEFT = 44
const TOP = 8
const BOTTOM = 18
/** While the clock runs, the chart is read again after so much real time. */
const REFRESH_MS = 1_000

interface Line {
  readonly label: string
  readonly color: string
  readonly isDashed?: boolean
  valueOf(sample: Sample): number | null
}

const USED: Line = { label: 'Used', color: token('color.chart.categorical.1'), valueOf: ({ used }) => used }
const FREE: Line = { label: 'Free', color: token('color.chart.success.bold'), valueOf: ({ free }) => free }
const WAITING: Line = { label: 'Waiting', color: token('color.chart.danger.bold'), valueOf: ({ waiting }) => waiting }

/** Reads the samples anew when time has moved, but not more often than `REFRESH_MS`. */
function useSamples(now: number): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  const [readAt, setReadAt] = useState(0)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setReadAt(Date.now())
        read<Sample[]>('samples').then(setSamples, undefined)
      },
      Math.max(0, readAt + REFRESH_MS - Date.now()),
    )
    return () => clearTimeout(timer)
    // A change of readAt alone is no reason to read again.
  }, [now])
  return samples
}

export function SeatChart({ now, reserve }: { now: number; reserve: number }) {
  const samples = useSamples(now)
  const reserveLine: Line = {
    label: 'Reserve',
    color: token('color.text.subtle'),
    isDashed: true,
    valueOf: () => reserve,
  }
  // Used seats are a hundred times the free ones: a scale of their own keeps both readable.
  return (
    <PanelSection title="Seats over time">
      <Chart title="Seats used" samples={samples} lines={[USED]} />
      <Chart title="Seats free, reserve and people waiting" samples={samples} lines={[FREE, reserveLine, WAITING]} />
    </PanelSection>
  )
}

function Chart({ title, samples, lines }: { title: string; samples: readonly Sample[]; lines: readonly Line[] }) {
  const values = samples.flatMap((sample) => lines.map((line) => line.valueOf(sample) ?? 0))
  const highest = Math.max(1, ...values)
  // One line alone is followed closely; several are compared from zero.
  const lowest = lines.length === 1 ? Math.min(highest - 1, ...values) : 0
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 1]
  const xOf = (at: number): number => LEFT + ((at - first) / Math.max(1, last - first)) * (WIDTH - LEFT - 4)
  const yOf = (value: number): number =>
    TOP + (1 - (value - lowest) / Math.max(1, highest - lowest)) * (HEIGHT - TOP - BOTTOM)
  const text = { fill: token('color.text.subtle'), fontSize: 10 } as const
  const newest = lines.map(({ label, valueOf }) => `${label} ${valueOf(samples.at(-1) ?? EMPTY) ?? 'no limit'}`)
  return (
    <figure style={{ margin: 0 }}>
      <figcaption style={{ display: 'flex', flexWrap: 'wrap', gap: 8, font: token('font.body.small') }}>
        {lines.map(({ label, color, isDashed }, index) => (
          <span key={label} style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
            <span style={{ width: 12, borderBlockStart: `2px ${isDashed === true ? 'dashed' : 'solid'} ${color}` }} />
            {newest[index]}
          </span>
        ))}
      </figcaption>
      <svg role="img" aria-label={`${title}: ${newest.join(', ')}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%">
        <line x1={LEFT} x2={WIDTH - 4} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} stroke={token('color.border')} />
        <text x={LEFT - 6} y={TOP + 8} textAnchor="end" {...text}>
          {highest.toLocaleString('en-US')}
        </text>
        <text x={LEFT - 6} y={HEIGHT - BOTTOM} textAnchor="end" {...text}>
          {lowest.toLocaleString('en-US')}
        </text>
        <text x={LEFT} y={HEIGHT - 4} {...text}>
          {dayOf(first)}
        </text>
        <text x={WIDTH - 4} y={HEIGHT - 4} textAnchor="end" {...text}>
          {dayOf(last)}
        </text>
        {lines.map(({ label, color, isDashed, valueOf }) => (
          <polyline
            key={label}
            fill="none"
            stroke={color}
            strokeWidth={1.5}
            {...(isDashed === true ? { strokeDasharray: '4 3' } : {})}
            points={samples.map((sample) => `${xOf(sample.at)},${yOf(valueOf(sample) ?? 0)}`).join(' ')}
          />
        ))}
      </svg>
    </figure>
  )
}

const EMPTY: Sample = { at: 0, used: 0, free: 0, waiting: 0 }

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
