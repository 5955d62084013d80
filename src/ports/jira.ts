/** The Jira site: seats, and who calls. */
import type { Seats } from '../core/seats'

export interface SeatReader {
  readSeats(productKey: string): Promise<Seats>
  /** Every product of the site, in one call. */
  readAllSeats(): Promise<readonly Seats[]>
}

export interface CallerReader {
  /** Does the person who calls administer Jira? Asked on the server for every call of the page. */
  isAdministrator(): Promise<boolean>
}
