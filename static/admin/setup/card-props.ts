import type { Setup } from '../../../src/app/setup/describe-setup'

export interface CardProps {
  readonly setup: Setup
  readonly timeZone: string
  /** After a save: reads again what is connected. */
  readonly refresh: () => Promise<void>
}
