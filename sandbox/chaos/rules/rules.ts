/** Every rule that holds at any moment. */
import { accessGoesBeforeTheAccount } from './access-goes-before-the-account'
import { dryRunWritesNothing } from './dry-run-writes-nothing'
import { forbiddenGroupsStayUntouched } from './forbidden-groups-stay-untouched'
import { grantsHaveADate } from './grants-have-a-date'
import { grantsKeepTheReserve } from './grants-keep-the-reserve'
import { holdersAreNotRefused } from './holders-are-not-refused'
import { journalComesFirst } from './journal-comes-first'
import { lapsedLicenceChangesNothing } from './lapsed-licence-changes-nothing'
import { leaversAreOutInTime } from './leavers-are-out-in-time'
import { nothingPersonalAtRest } from './nothing-personal-at-rest'
import { nothingUnheardOf } from './nothing-unheard-of'
import { onlyTheGuardGivesSeats } from './only-the-guard-gives-seats'
import { ownTroubleStaysOwn } from './own-trouble-stays-own'
import { protectedKeepEverything } from './protected-keep-everything'
import { removalLimit } from './removal-limit'
import { removalsAreJustified } from './removals-are-justified'
import type { Rule } from './rule'
import { secretsStaySecret } from './secrets-stay-secret'
import { slicesAskOnce } from './slices-ask-once'
import { staleSourceRemovesNobody } from './stale-source-removes-nobody'
import { suspensionIsPermitted } from './suspension-is-permitted'
import { theRefusedKnowWhy } from './the-refused-know-why'
import { triesAreFew } from './tries-are-few'
import { undoGivesBackOnlyWhatWasTaken } from './undo-gives-back-only-what-was-taken'
import { waitsAreHonoured } from './waits-are-honoured'

export const RULES: readonly Rule[] = [
  grantsKeepTheReserve,
  onlyTheGuardGivesSeats,
  holdersAreNotRefused,
  theRefusedKnowWhy,
  grantsHaveADate,
  ownTroubleStaysOwn,
  triesAreFew,
  slicesAskOnce,
  waitsAreHonoured,
  leaversAreOutInTime,
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
