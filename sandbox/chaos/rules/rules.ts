/** Every rule that holds at any moment. */
import { accessGoesBeforeTheAccount } from './access-goes-before-the-account'
import { dryRunWritesNothing } from './dry-run-writes-nothing'
import { forbiddenGroupsStayUntouched } from './forbidden-groups-stay-untouched'
import { grantsKeepTheReserve } from './grants-keep-the-reserve'
import { holdersAreNotRefused } from './holders-are-not-refused'
import { journalComesFirst } from './journal-comes-first'
import { lapsedLicenceChangesNothing } from './lapsed-licence-changes-nothing'
import { nothingPersonalAtRest } from './nothing-personal-at-rest'
import { nothingUnheardOf } from './nothing-unheard-of'
import { onlyTheGuardGivesSeats } from './only-the-guard-gives-seats'
import { ownTroubleStaysOwn } from './own-trouble-stays-own'
import { protectedKeepEverything } from './protected-keep-everything'
import { removalLimit } from './removal-limit'
import { removalsAreJustified } from './removals-are-justified'
import type { Rule } from './rule'
import { secretsStaySecret } from './secrets-stay-secret'
import { staleSourceRemovesNobody } from './stale-source-removes-nobody'
import { suspensionIsPermitted } from './suspension-is-permitted'
import { theRefusedKnowWhy } from './the-refused-know-why'
import { undoGivesBackOnlyWhatWasTaken } from './undo-gives-back-only-what-was-taken'

export const RULES: readonly Rule[] = [
  grantsKeepTheReserve,
  onlyTheGuardGivesSeats,
  holdersAreNotRefused,
  theRefusedKnowWhy,
  ownTroubleStaysOwn,
  removalsAreJustified,
  staleSourceRemovesNobody,
  removalLimit,
  protectedKeepEverything,
  journalComesFirst,
  undoGivesBackOnlyWhatWasTaken,
  nothingPersonalAtRest,
  secretsStaySecret,
  dryRunWritesNothing,
  lapsedLicenceChangesNothing,
  forbiddenGroupsStayUntouched,
  accessGoesBeforeTheAccount,
  suspensionIsPermitted,
  nothingUnheardOf,
]
