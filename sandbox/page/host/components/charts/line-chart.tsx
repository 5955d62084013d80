/** Lines, one for each series. */
import type { Drawn } from '../../draw'
import { summarise } from './bar-charts'
import { distinct, everyNth, readPoints, ticksOf } from './chart-data'
import { AXIS, ChartFrame, colorOf, GRID, sizeOf } from './chart-frame'
import type { FrameProps } from './chart-frame'

const MARGIN = { top: 8, right: 16, bottom: 28, left: 48 }
const LABEL_WIDTH = 72

export function LineChart(props: Drawn) {
  const frame = props as FrameProps
  const { width, height } = sizeOf(frame)
  const points = readPoints(props)
  const categories = distinct(points.map(({ x }) => x))
  const series = distinct(points.map((point) => point.series))
  const ticks = ticksOf(Math.min(0, ...points.map(({ y }) => y)), Math.max(0, ...points.map(({ y }) => y)))
  const [across, along] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom]
  const [lowest, highest] = [ticks[0]!, ticks.at(-1)!]
  const xOf = (category: string): number =>
    MARGIN.left +
    (categories.length < 2 ? across / 2 : (categories.indexOf(category) / (categories.length - 1)) * across)
  const yOf = (value: number): number => MARGIN.top + along - ((value - lowest) / (highest - lowest || 1)) * along
  const labelEvery = everyNth(categories.length, across / LABEL_WIDTH)

  return (
    <ChartFrame {...frame} legend={series.filter(Boolean)} summary={summarise(frame, points)}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={MARGIN.left} x2={MARGIN.left + across} y1={yOf(tick)} y2={yOf(tick)} {...GRID} />
          <text x={MARGIN.left - 6} y={yOf(tick) + 4} textAnchor="end" {...AXIS}>{`${tick}`}</text>
        </g>
      ))}
      {categories.map((category, index) =>
        index % labelEvery === 0 ? (
          <text key={category} x={xOf(category)} y={height - 8} textAnchor="middle" {...AXIS}>
            {category}
          </text>
        ) : null,
      )}
      {series.map((name, position) => (
        <polyline
          key={name}
          fill="none"
          stroke={colorOf(position)}
          strokeWidth={2}
          points={points
            .filter((point) => point.series === name)
            .map(({ x, y }) => `${xOf(x)},${yOf(y)}`)
            .join(' ')}
        />
      ))}
    </ChartFrame>
  )
}
