/** Somebody in scope of whom it is not certain whose account is theirs: nothing is made, written or taken (design rule 18). */
export interface IdentityDoubt {
  /** The person who has no account by that. */
  readonly objectId: string
  /** The account that may be theirs; null = there is none. */
  readonly accountId: string | null
  /** The other object of the directory that speaks for the account, or has the address. It may be gone. */
  readonly otherId: string | null
  readonly because: DoubtReason
}

export const DOUBT_REASONS = [
  'same-address', //       another person in scope has the same address
  'two-accounts', //       two accounts may be theirs
  'another-owner', //      the account with the address is of somebody who is in the directory
  'owner-gone', //         it was of somebody who is gone, and nothing proves that this is the same person
  'another-record', //     the account's record in the SCIM directory names another object of the directory
  'record-of-nobody', //   it names an object that is not in the directory: gone, or of another directory
  'record-unread', //      its record in the SCIM directory could not be read
] as const
export type DoubtReason = (typeof DOUBT_REASONS)[number]

/** What an administrator has said of a person and an account. Left alone they stay in doubt, and nobody is told of it any more. */
export type Verdict = 'same' | 'another' | 'alone'

/** By `pairOf`. */
export type Verdicts = Readonly<Record<string, { readonly verdict: Verdict }>>

export function pairOf(objectId: string, accountId: string | null): string {
  return `${objectId} ${accountId ?? ''}`
}

/**
 * Accounts of which it is open whose they are: nothing is taken from them.
 * @param isOwned also those that belong to somebody who is there: for who is about to be told that the owner has gone
 */
export function accountsInDoubt(
  doubts: readonly IdentityDoubt[],
  verdicts: Verdicts,
  isOwned: boolean,
): ReadonlySet<string> {
  return new Set(
    doubts.flatMap(({ objectId, accountId, because }) => {
      if (accountId === null || (because === 'another-owner' && !isOwned)) return []
      const { verdict = 'alone' } = verdicts[pairOf(objectId, accountId)] ?? {}
      return verdict === 'alone' ? [accountId] : []
    }),
  )
}
