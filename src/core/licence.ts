/** The app's own licence, as the platform tells it. */
export interface Licence {
  readonly isActive: boolean
}

/**
 * Lapsed is only what is said to be inactive. The platform says nothing where the app is not paid for: in the development
 * and staging environments, and in unlisted installations.
 * @param licence null: the platform says nothing
 */
export function isLapsed(licence: Licence | null): boolean {
  return licence !== null && !licence.isActive
}
