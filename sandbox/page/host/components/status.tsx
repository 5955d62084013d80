/** States, messages and progress. */
import AtlaskitBadge from '@atlaskit/badge'
import AtlaskitEmptyState from '@atlaskit/empty-state'
import AtlaskitLozenge from '@atlaskit/lozenge'
import AtlaskitProgressBar, { SuccessProgressBar, TransparentProgressBar } from '@atlaskit/progress-bar'
import { ProgressTracker as AtlaskitProgressTracker } from '@atlaskit/progress-tracker'
import AtlaskitSectionMessage, { SectionMessageAction } from '@atlaskit/section-message'
import AtlaskitSpinner from '@atlaskit/spinner'
import { RemovableTag, SimpleTag } from '@atlaskit/tag'
import AtlaskitTagGroup from '@atlaskit/tag-group'
import AtlaskitTooltip from '@atlaskit/tooltip'
import type { ComponentProps } from 'react'
import type { Drawings, Drawn } from '../draw'
import { passThrough, propsFor } from './pass-through'

function Badge(props: Drawn) {
  const { children, ...rest } = propsFor<ComponentProps<typeof AtlaskitBadge>>(props)
  // A number as text would be shown without the limit of `max`.
  const isNumber = typeof children === 'string' && children.trim() !== '' && Number.isFinite(Number(children))
  return <AtlaskitBadge {...rest}>{isNumber ? Number(children) : children}</AtlaskitBadge>
}

function ProgressBar(props: Drawn) {
  const { appearance, ...rest } = propsFor<ComponentProps<typeof AtlaskitProgressBar> & { appearance?: string }>(props)
  if (appearance === 'success') return <SuccessProgressBar {...rest} />
  if (appearance === 'inverse') return <TransparentProgressBar {...rest} />
  return <AtlaskitProgressBar {...rest} />
}

function ProgressTracker(props: Drawn) {
  const rest = propsFor<ComponentProps<typeof AtlaskitProgressTracker>>(props)
  const items = rest.items.map((item) => ({ ...item, href: item.href ?? '#' }))
  return <AtlaskitProgressTracker {...rest} items={items} />
}

function Tag(props: Drawn) {
  const { isRemovable, ...rest } = propsFor<ComponentProps<typeof RemovableTag> & { isRemovable?: boolean }>(props)
  return isRemovable === false ? <SimpleTag {...rest} /> : <RemovableTag {...rest} />
}

export const statusDrawings: Drawings = {
  Badge,
  ProgressBar,
  ProgressTracker,
  Tag,
  Lozenge: passThrough(AtlaskitLozenge),
  TagGroup: passThrough(AtlaskitTagGroup),
  SectionMessage: passThrough(AtlaskitSectionMessage),
  SectionMessageAction: passThrough(SectionMessageAction),
  EmptyState: passThrough(AtlaskitEmptyState),
  Spinner: passThrough(AtlaskitSpinner),
  Tooltip: passThrough(AtlaskitTooltip),
}
