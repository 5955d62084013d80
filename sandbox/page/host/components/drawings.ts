/** Every UI Kit component that this page can draw. */
import type { Drawings } from '../draw'
import { buttonDrawings } from './buttons'
import { chartDrawings } from './charts/chart-drawings'
import { fieldDrawings } from './fields'
import { formDrawings } from './form'
import { frameDrawings } from './frame'
import { iconDrawings } from './icon'
import { inlineEditDrawings } from './inline-edit'
import { layoutDrawings } from './layout'
import { navigationDrawings } from './navigation'
import { overlayDrawings } from './overlays'
import { peopleDrawings } from './people'
import { pickerDrawings } from './pickers'
import { statusDrawings } from './status'
import { tableDrawings } from './table'
import { textDrawings } from './text'

export const drawings: Drawings = {
  ...buttonDrawings,
  ...chartDrawings,
  ...fieldDrawings,
  ...formDrawings,
  ...frameDrawings,
  ...iconDrawings,
  ...inlineEditDrawings,
  ...layoutDrawings,
  ...navigationDrawings,
  ...overlayDrawings,
  ...peopleDrawings,
  ...pickerDrawings,
  ...statusDrawings,
  ...tableDrawings,
  ...textDrawings,
}
