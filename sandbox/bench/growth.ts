/** How a number grows with the company: the exponent of a power law through the measured sizes. */

export interface Point {
  readonly people: number
  readonly value: number
}

/**
 * Slope of the least-squares line through log(people), log(value): 0 = the same at every size, 1 = in proportion.
 * @returns null where that says nothing: fewer than two sizes, or a value of zero
 */
export function growthExponent(points: readonly Point[]): number | null {
  if (points.length < 2 || points.some(({ value }) => value <= 0)) return null
  const xs = points.map(({ people }) => Math.log(people))
  const ys = points.map(({ value }) => Math.log(value))
  const [meanX, meanY] = [mean(xs), mean(ys)]
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0)
  if (spread === 0) return null
  return xs.reduce((sum, x, index) => sum + (x - meanX) * (ys[index]! - meanY), 0) / spread
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
