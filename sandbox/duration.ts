const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** '90s', '15m', '6h' or '2d' in ms; a number is taken as ms. */
export function durationMs(duration: string | number): number {
  if (typeof duration === 'number') return duration
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(duration)
  if (match === null) throw new Error(`Expected a duration like '90s', '15m', '6h' or '2d', got '${duration}'.`)
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]
}
