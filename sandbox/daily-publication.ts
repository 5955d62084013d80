/**
 * Data that a platform publishes once a day, so that an event of one day is visible from the next publication on.
 * Two marks are enough to know what is public at any instant: the latest one, and the latest of an earlier period.
 */
const DAY_MS = 86_400_000

export interface DailyMark {
  /** Epoch ms of the latest mark, whether published or not. */
  readonly latest: number | null
  /** Epoch ms of the latest mark that was made in an earlier period than `latest`. */
  readonly earlier: number | null
}

/** @param publishedAtMs time of the day (UTC) of the publication, in ms after midnight */
export function publicationPeriod(at: number, publishedAtMs: number): number {
  return Math.floor((at - publishedAtMs) / DAY_MS)
}

/** @returns the publication that is the first to show a mark made at `at`; epoch ms */
export function publicationAfter(at: number, publishedAtMs: number): number {
  return (publicationPeriod(at, publishedAtMs) + 1) * DAY_MS + publishedAtMs
}

/** Adds a mark, which may lie in the past. */
export function addMark(mark: DailyMark, at: number, publishedAtMs: number): DailyMark {
  if (mark.latest === null) return { latest: at, earlier: null }
  const period = publicationPeriod(at, publishedAtMs)
  const latestPeriod = publicationPeriod(mark.latest, publishedAtMs)
  if (period > latestPeriod) return { latest: at, earlier: mark.latest }
  if (period === latestPeriod) return { latest: Math.max(mark.latest, at), earlier: mark.earlier }
  return { latest: mark.latest, earlier: mark.earlier === null ? at : Math.max(mark.earlier, at) }
}

/** The mark that is public at `now`: the newest one made before the last publication. */
export function publishedMark(
  latest: number | null,
  earlier: number | null,
  now: number,
  publishedAtMs: number,
): number | null {
  if (latest === null) return null
  return publicationPeriod(latest, publishedAtMs) < publicationPeriod(now, publishedAtMs) ? latest : earlier
}
