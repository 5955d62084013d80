/** A read below this share of the last good one is not believed (design rule 5). */
export const WHOLE_READ_MIN_SHARE = 0.8

export interface WholeReadRefusal {
  readonly because: 'nobody' | 'far-fewer'
  readonly source: string
  readonly count: number
  readonly lastGood: number | null
}

/**
 * A partial truth never removes anybody: zero rows, or under 80 % of the last good read, is not a whole read.
 * Failed and repeated pages never come this far: the adapters throw.
 * @param accepted a size that an administrator has said to be right: one read of that size or more is believed
 */
export function checkWholeRead(
  source: string,
  count: number,
  lastGood: number | null,
  accepted: number | null = null,
): WholeReadRefusal | null {
  if (count === 0) return { because: 'nobody', source, count, lastGood }
  if (accepted !== null && count >= accepted) return null
  if (lastGood !== null && count < lastGood * WHOLE_READ_MIN_SHARE)
    return { because: 'far-fewer', source, count, lastGood }
  return null
}
