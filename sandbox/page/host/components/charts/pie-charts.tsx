/** Shares of a whole: a pie, or a ring. */
import type { ComponentType } from 'react'
import type { Drawn } from '../../draw'
import { summarise } from './bar-charts'
import { read } from './chart-data'
import { AXIS, ChartFrame, colorOf, sizeOf } from './chart-frame'
import type { FrameProps } from './chart-frame'

const MARGIN = 16
const FULL_TURN = 2 * Math.PI

function pieChart(innerShare: number): ComponentType<Drawn> {
  return function Pie(props: Drawn) {
    const frame = props as FrameProps
    const { width, height } = sizeOf(frame)
    const { data, colorAccessor, valueAccessor, labelAccessor, showMarkLabels, innerRadius, outerRadius } = props
    const points = (data as readonly unknown[]).map((row) => ({
      x: String(read(row, labelAccessor)),
      y: Number(read(row, valueAccessor)),
      series: String(read(row, colorAccessor)),
    }))
    const total = points.reduce((sum, { y }) => sum + y, 0)
    const outer = Number(outerRadius ?? Math.min(width, height) / 2 - MARGIN)
    const inner = Number(innerRadius ?? outer * innerShare)
    let turned = 0

    return (
      <ChartFrame
        {...frame}
        legend={points.map(({ series }) => series)}
        summary={summarise(
          frame,
          points.map(({ x, y }) => ({ x, y, series: '' })),
        )}
      >
        <g transform={`translate(${width / 2} ${height / 2})`}>
          {points.map(({ x, y }, position) => {
            const from = turned
            // A full ring has no end: a hair less makes it an arc.
            turned += total === 0 ? 0 : Math.min(y / total, 0.9999) * FULL_TURN
            const middle = (from + turned) / 2
            const [labelX, labelY] = pointAt(middle, (inner + outer) / 2)
            return (
              <g key={position}>
                <path d={slice(from, turned, inner, outer)} fill={colorOf(position)} />
                {showMarkLabels === true && y > 0 ? (
                  <text x={labelX} y={labelY} textAnchor="middle" {...AXIS}>
                    {x}
                  </text>
                ) : null}
              </g>
            )
          })}
        </g>
      </ChartFrame>
    )
  }
}

function pointAt(angle: number, radius: number): [number, number] {
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius]
}

function slice(from: number, to: number, inner: number, outer: number): string {
  const isLarge = to - from > Math.PI ? 1 : 0
  const [a, b, c, d] = [pointAt(from, outer), pointAt(to, outer), pointAt(to, inner), pointAt(from, inner)]
  return `M${a} A${outer} ${outer} 0 ${isLarge} 1 ${b} L${c} A${inner} ${inner} 0 ${isLarge} 0 ${d} Z`
}

export const PieChart = pieChart(0)
export const DonutChart = pieChart(0.6)
