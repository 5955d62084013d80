import type { Story, StoryObject } from './story'

/** Something that was done to an account on behalf of an object of the directory. */
export interface Deed {
  readonly what: 'made' | 'taken over' | 'written' | 'disabled' | 'restored' | 'granted'
  readonly accountId: string
  readonly object: StoryObject
}

/** What the app knows after a night, in the story's names. */
export interface Outcome {
  readonly deeds: readonly Deed[]
  readonly links: ReadonlyMap<string /* key */, string /* accountId */>
  readonly doubted: ReadonlySet<string /* key */>
  /** Changes that failed are a list on the page, too. */
  readonly failed: ReadonlySet<string /* key */>
  /** Which check stopped the full run; null = none. */
  readonly refusal: string | null
  /** In scope by the settings. */
  readonly isInScope: (object: StoryObject) => boolean
}

/** Nobody waits longer than that for an account, unless listed. */
const PATIENCE_NIGHTS = 2

/** Holds one story to what must be true of it. @returns the first thing that is not, or null */
export function createJudge(story: Story) {
  const ownerOf = new Map<string, number>()

  return (outcome: Outcome): string | null => {
    if (outcome.refusal !== null) return `night ${story.night}: the run was refused: ${outcome.refusal}`
    for (const { what, accountId, object } of outcome.deeds) {
      const owner = ownerOf.get(accountId) ?? object.human
      ownerOf.set(accountId, owner)
      if (owner !== object.human)
        return `night ${story.night}: ${accountId} of human ${owner} was ${what} for ${object.key} of human ${object.human}`
      const isThere = outcome.isInScope(object) && story.objects.has(object.key)
      if (what === 'disabled' && isThere)
        return `night ${story.night}: ${accountId} was disabled although ${object.key} is there`
    }
    const accounts = new Set<string>()
    for (const [key, accountId] of outcome.links) {
      if (accounts.has(accountId))
        return `night ${story.night}: ${accountId} is linked twice, the second time to ${key}`
      accounts.add(accountId)
    }
    for (const object of story.objects.values()) {
      const { key, since } = object
      if (!outcome.isInScope(object) || story.night - since < PATIENCE_NIGHTS) continue
      if (!outcome.links.has(key) && !outcome.doubted.has(key) && !outcome.failed.has(key))
        return `night ${story.night}: ${key} has no account, and is in no list`
    }
    return null
  }
}
