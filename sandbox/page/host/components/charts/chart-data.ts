/** Rows of a chart, read by the accessors that UI Kit gives, and a scale with round steps. */

export interface Point {
  readonly x: string
  readonly y: number
  readonly series: string
}

export function readPoints(props: Readonly<Record<string, unknown>>): Point[] {
  const { data, xAccessor, yAccessor, colorAccessor } = props
  return (data as readonly unknown[]).map((row) => ({
    x: String(read(row, xAccessor)),
    y: Number(read(row, yAccessor)),
    series: colorAccessor === undefined ? '' : String(read(row, colorAccessor)),
  }))
}

export function read(row: unknown, accessor: unknown): unknown {
  return (row as Record<string, unknown>)[String(accessor)]
}

export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}

/** Steps of 1, 2 or 5 times a power of ten, about `count` of them, from 0 or below to at least `highest`. */
export function ticksOf(lowest: number, highest: number, count = 4): number[] {
  const low = Math.min(0, lowest)
  const span = Math.max(highest - low, 1e-9)
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!
  const ticks: number[] = []
  for (let tick = Math.floor(low / step) * step; ticks.length < 50; tick += step) {
    ticks.push(Math.round(tick * 1e9) / 1e9)
    if (tick >= highest) break
  }
  return ticks
}

/** Labels of an axis that has room for `room` of them. */
export function everyNth(count: number, room: number): number {
  return Math.max(1, Math.ceil(count / room))
}
