/** Bars, upright or lying, side by side for several series or stacked. */
import type { ComponentType } from 'react'
import type { Drawn } from '../../draw'
import { distinct, everyNth, readPoints, ticksOf } from './chart-data'
import type { Point } from './chart-data'
import { AXIS, ChartFrame, colorOf, GRID, sizeOf } from './chart-frame'
import type { FrameProps } from './chart-frame'

const MARGIN = { top: 8, right: 8, bottom: 28, left: 48 }
const LYING_LEFT = 120
const LABEL_WIDTH = 64

interface Bar {
  readonly key: string
  readonly category: number
  readonly series: number
  readonly from: number
  readonly to: number
}

function layOut(points: readonly Point[], categories: string[], series: string[], isStacked: boolean): Bar[] {
  const tops = new Map<number, number>()
  return points.map((point, index) => {
    const category = categories.indexOf(point.x)
    const from = isStacked ? (tops.get(category) ?? 0) : 0
    tops.set(category, from + point.y)
    return { key: String(index), category, series: series.indexOf(point.series), from, to: from + point.y }
  })
}

function barChart(isStacked: boolean, isLying: boolean): ComponentType<Drawn> {
  return function Bars(props: Drawn) {
    const frame = props as FrameProps
    const { width, height } = sizeOf(frame)
    const points = isLying ? readLying(props) : readPoints(props)
    const categories = distinct(points.map(({ x }) => x))
    const series = distinct(points.map((point) => point.series))
    const bars = layOut(points, categories, series, isStacked)
    const ticks = ticksOf(Math.min(0, ...bars.map(({ to }) => to)), Math.max(0, ...bars.map(({ to }) => to)))
    const left = isLying ? LYING_LEFT : MARGIN.left
    const [across, along] = [width - left - MARGIN.right, height - MARGIN.top - MARGIN.bottom]
    const [bandRoom, valueRoom] = isLying ? [along, across] : [across, along]
    const band = bandRoom / Math.max(1, categories.length)
    const lanes = isStacked ? 1 : series.length
    const thickness = (band * 0.7) / Math.max(1, lanes)
    const [lowest, highest] = [ticks[0]!, ticks.at(-1)!]
    const scale = (value: number): number => ((value - lowest) / (highest - lowest || 1)) * valueRoom
    const labelEvery = everyNth(categories.length, isLying ? along / 14 : across / LABEL_WIDTH)

    return (
      <ChartFrame {...frame} legend={series.filter(Boolean)} summary={summarise(frame, points)}>
        {ticks.map((tick) => {
          const at = scale(tick)
          return isLying ? (
            <g key={tick}>
              <line x1={left + at} x2={left + at} y1={MARGIN.top} y2={MARGIN.top + along} {...GRID} />
              <text x={left + at} y={height - 8} textAnchor="middle" {...AXIS}>{`${tick}`}</text>
            </g>
          ) : (
            <g key={tick}>
              <line x1={left} x2={left + across} y1={MARGIN.top + along - at} y2={MARGIN.top + along - at} {...GRID} />
              <text x={left - 6} y={MARGIN.top + along - at + 4} textAnchor="end" {...AXIS}>{`${tick}`}</text>
            </g>
          )
        })}
        {bars.map(({ key, category, series: lane, from, to }) => {
          const offset = category * band + band * 0.15 + (isStacked ? 0 : lane * thickness)
          const [start, length] = [scale(Math.min(from, to)), Math.abs(scale(to) - scale(from))]
          const place = isLying
            ? { x: left + start, y: MARGIN.top + offset, width: length, height: thickness }
            : { x: left + offset, y: MARGIN.top + along - start - length, width: thickness, height: length }
          return <rect key={key} {...place} fill={colorOf(lane)} />
        })}
        {categories.map((category, index) => {
          if (index % labelEvery !== 0) return null
          const middle = index * band + band / 2
          return isLying ? (
            <text key={category} x={left - 6} y={MARGIN.top + middle + 4} textAnchor="end" {...AXIS}>
              {category}
            </text>
          ) : (
            <text key={category} x={left + middle} y={height - 8} textAnchor="middle" {...AXIS}>
              {category}
            </text>
          )
        })}
      </ChartFrame>
    )
  }
}

/** UI Kit does not say which accessor is which in a lying chart: the one that gives numbers tells the length. */
function readLying(props: Drawn): Point[] {
  const swapped = readPoints({ ...props, xAccessor: props['yAccessor'], yAccessor: props['xAccessor'] })
  return swapped.every(({ y }) => Number.isFinite(y)) ? swapped : readPoints(props)
}

export function summarise({ title }: FrameProps, points: readonly Point[]): string {
  const rows = points.slice(0, 50).map(({ x, y, series }) => `${x}${series === '' ? '' : ` ${series}`}: ${y}`)
  return [title ?? 'Chart', ...rows].join('; ')
}

export const BarChart = barChart(false, false)
export const StackBarChart = barChart(true, false)
export const HorizontalBarChart = barChart(false, true)
export const HorizontalStackBarChart = barChart(true, true)
