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

/** A group that protects may lose so many members, or such a share, from one read to the next … */
export const GROUP_MAY_LOSE = 2
export const GROUP_MAY_LOSE_SHARE = 0.2

/**
 * … and one that loses more of both, all of its members, or is gone (`count` 0), is in doubt: those whom it protected stay
 * protected. People come and go, so one or two fewer of a small group are no sign of a partial read.
 * @param lastGood null = never read: nobody was protected by it
 * @param accepted as of `checkWholeRead`
 */
export function isGroupInDoubt(count: number, lastGood: number | null, accepted: number | null = null): boolean {
  if (lastGood === null || count >= lastGood) return false
  if (accepted !== null && count >= accepted) return false
  const lost = lastGood - count
  return count === 0 || (lost > GROUP_MAY_LOSE && lost > lastGood * GROUP_MAY_LOSE_SHARE)
}
