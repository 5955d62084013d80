/** Everything that must be so in the end, in the order in which it is looked at. */
import { askersHaveASeatOrWait } from './askers-have-a-seat-or-wait'
import type { Ending } from './ending'
import { everybodyHasAnAccount } from './everybody-has-an-account'
import { leaversAreOut } from './leavers-are-out'
import { namesAreWritten } from './names-are-written'
import { nobodyIsLeftInTrouble } from './nobody-is-left-in-trouble'
import { quietRunsWriteNothing } from './quiet-runs-write-nothing'
import { undoneIsBack } from './undone-is-back'

export const ENDINGS: readonly Ending[] = [
  everybodyHasAnAccount,
  leaversAreOut,
  askersHaveASeatOrWait,
  undoneIsBack,
  namesAreWritten,
  nobodyIsLeftInTrouble,
  quietRunsWriteNothing,
]
