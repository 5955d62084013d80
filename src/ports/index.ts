/** What the use cases need from the world, in our words. Adapters implement these; tests have fakes of them. */
import type { Directories } from './directories'
import type { DirectoryReader } from './directory'
import type {
  AccessWriter,
  AccountInviter,
  AccountReader,
  AccountWriter,
  AuditReader,
  TryOrganization,
} from './organization'
import type { Notifier, SeatReader } from './jira'
import type { KeyProbes } from './probes'
import type { SecretStore, Store } from './storage'
import type { RequestBox } from './requests'
import type { InboxQueue, JobQueue, LookQueue } from './queues'
import type { Budget, Clock, InstanceMemory, Log, PersonalDataReporter, Signatures, SiteInfo } from './platform'

export type * from './directories'
export type * from './directory'
export type * from './organization'
export type * from './jira'
export type * from './probes'
export type * from './storage'
export type * from './requests'
export type * from './queues'
export type * from './platform'

export interface Ports {
  readonly directories: Directories
  /** The one that is connected. */
  readonly directory: DirectoryReader
  readonly accounts: AccountReader
  readonly access: AccessWriter
  readonly audit: AuditReader
  readonly tryOrganization: TryOrganization
  readonly accountWriter: AccountWriter
  readonly inviter: AccountInviter
  readonly seats: SeatReader
  readonly notifier: Notifier
  readonly probes: KeyProbes
  readonly store: Store
  readonly secrets: SecretStore
  readonly requests: RequestBox
  readonly jobs: JobQueue
  readonly inbox: InboxQueue
  readonly looks: LookQueue
  readonly site: SiteInfo
  readonly signatures: Signatures
  readonly personalData: PersonalDataReporter
  readonly clock: Clock
  readonly memory: InstanceMemory
  readonly budget: Budget
  readonly log: Log
}
