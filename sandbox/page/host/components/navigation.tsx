/** Ways through the page: tabs, pages, breadcrumbs. */
import AtlaskitBreadcrumbs, { BreadcrumbsItem as AtlaskitBreadcrumbsItem } from '@atlaskit/breadcrumbs'
import AtlaskitPagination from '@atlaskit/pagination'
import AtlaskitTabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs'
import { useId } from 'react'
import type { ComponentProps, MouseEvent } from 'react'
import type { Drawings, Drawn } from '../draw'
import { goTo } from '../navigation'
import { NamedIcon } from './icon'
import { passThrough, propsFor } from './pass-through'

function Tabs(props: Drawn) {
  const own = useId()
  const { id, ...rest } = propsFor<ComponentProps<typeof AtlaskitTabs>>(props)
  return <AtlaskitTabs id={id ?? own} {...rest} />
}

function BreadcrumbsItem({ href, text, iconBefore, iconAfter }: Drawn) {
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    goTo({ url: String(href), type: 'same-tab' })
  }
  return (
    <AtlaskitBreadcrumbsItem
      href={String(href ?? '#')}
      text={String(text)}
      {...(typeof iconBefore === 'string' ? { iconBefore: <NamedIcon name={iconBefore} /> } : {})}
      {...(typeof iconAfter === 'string' ? { iconAfter: <NamedIcon name={iconAfter} /> } : {})}
      onClick={open}
    />
  )
}

export const navigationDrawings: Drawings = {
  Tabs,
  Tab: passThrough(Tab),
  TabList: passThrough(TabList),
  TabPanel: passThrough(TabPanel),
  Breadcrumbs: passThrough(AtlaskitBreadcrumbs),
  BreadcrumbsItem,
  Pagination: passThrough(AtlaskitPagination),
}
