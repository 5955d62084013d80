/** When the organization shows what people did in Jira. */
import { publicationAfter, publishedMark } from '../daily-publication'
import type { AtlassianAnswers } from './guesses'
import { ACTIVITY_PUBLISHED_AT_MS } from './limits'

/** Of an account: its latest activity, and the latest of an earlier publication period; epoch ms. */
interface Activity {
  readonly lastActiveAt: number | null
  readonly earlierActiveAt: number | null
}

export interface ActivityPublication {
  /** The newest activity of an account that is shown at `now`; epoch ms. */
  shown(activity: Activity, now: number): number | null
  /** The instant from which an activity at `activeAt` is shown; epoch ms. */
  shownFrom(activeAt: number): number
}

export function createActivityPublication(answers: AtlassianAnswers): ActivityPublication {
  if (answers['last-active-published'] === 'at-once') {
    return { shown: ({ lastActiveAt }) => lastActiveAt, shownFrom: (activeAt) => activeAt }
  }
  return {
    shown: ({ lastActiveAt, earlierActiveAt }, now) =>
      publishedMark(lastActiveAt, earlierActiveAt, now, ACTIVITY_PUBLISHED_AT_MS),
    shownFrom: (activeAt) => publicationAfter(activeAt, ACTIVITY_PUBLISHED_AT_MS),
  }
}
