/** Around each chart: title, subtitle, legend, and the text that stands for the picture. */
import { token } from '@atlaskit/tokens'
import type { ReactNode } from 'react'

/** Atlassian's categorical palette, in its order. */
const PALETTE = [
  token('color.chart.categorical.1'),
  token('color.chart.categorical.2'),
  token('color.chart.categorical.3'),
  token('color.chart.categorical.4'),
  token('color.chart.categorical.5'),
  token('color.chart.categorical.6'),
  token('color.chart.categorical.7'),
  token('color.chart.categorical.8'),
] as const

export function colorOf(position: number): string {
  return PALETTE[position % PALETTE.length]!
}

export const AXIS = { fill: token('color.text.subtle'), fontSize: 11, fontFamily: token('font.family.body') } as const
export const GRID = { stroke: token('color.border'), strokeWidth: 1 } as const

const DEFAULT_WIDTH = 560
const DEFAULT_HEIGHT = 400

export interface FrameProps {
  readonly title?: string
  readonly subtitle?: string
  readonly width?: number
  readonly height?: number
  readonly showBorder?: boolean
}

export function sizeOf({ width, height }: FrameProps): { width: number; height: number } {
  return { width: width ?? DEFAULT_WIDTH, height: height ?? DEFAULT_HEIGHT }
}

export function ChartFrame(props: FrameProps & { legend: readonly string[]; summary: string; children: ReactNode }) {
  const { title, subtitle, showBorder, legend, summary, children } = props
  const { width, height } = sizeOf(props)
  const border =
    showBorder === true ? { border: `1px solid ${token('color.border')}`, borderRadius: 3, padding: 16 } : {}
  return (
    <figure style={{ margin: 0, maxWidth: width, ...border }}>
      {title === undefined ? null : <figcaption style={{ font: token('font.heading.xsmall') }}>{title}</figcaption>}
      {subtitle === undefined ? null : (
        <div style={{ font: token('font.body.small'), color: token('color.text.subtle') }}>{subtitle}</div>
      )}
      <svg role="img" aria-label={summary} viewBox={`0 0 ${width} ${height}`} width="100%">
        {children}
      </svg>
      {legend.length < 2 ? null : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, font: token('font.body.small') }}>
          {legend.map((name, position) => (
            <span key={name} style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
              <span style={{ width: 12, height: 12, borderRadius: 2, background: colorOf(position) }} />
              {name}
            </span>
          ))}
        </div>
      )}
    </figure>
  )
}
