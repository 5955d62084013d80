import { useState } from 'react'
import { Box, Tab, TabList, TabPanel, Tabs } from '@forge/react'
import { WHOLE_WIDTH } from './common/boxes'
import { AuditTab } from './audit/audit-tab'
import { WhenLoaded, useOverview } from './common/when-loaded'
import { OverviewTab } from './overview/overview-tab'
import { PeopleTab } from './people/people-tab'
import { RunsTab } from './runs/runs-tab'
import { SettingsTab } from './settings/settings-tab'
import { SetupTab } from './setup/setup-tab'
import { tabs, type TabName } from './texts'

const ORDER: readonly TabName[] = ['overview', 'people', 'runs', 'audit', 'settings', 'setup']

/** A tab's panel is as wide as its content unless told otherwise. */

/** Shown from the first answer on; the other tabs begin when they are opened. */
const AT_ONCE: readonly TabName[] = ['overview', 'settings']
/** Forms keep what was typed while another tab is looked at. */
const KEPT: readonly TabName[] = ['setup']

/**
 * One answer of the server feeds all tabs; every change, and every look at another tab, asks for it anew. Tabs with long
 * lists ask for those themselves when they are opened, and whenever the page is refreshed.
 */
export function AdminPage() {
  const [selected, setSelected] = useState(0)
  const asked = useOverview()
  const [looks, setLooks] = useState(0)
  const refresh = async (): Promise<void> => {
    await asked.again()
    setLooks((count) => count + 1)
  }
  const [opened, setOpened] = useState<readonly number[]>([])
  // Whoever looks at another tab wants to see how things are now.
  const select = (index: number): void => {
    setSelected(index)
    setOpened((before) => [...before, index])
    void asked.again()
  }
  const openTab = (name: TabName): void => select(ORDER.indexOf(name))
  const isThere = (name: TabName, index: number): boolean =>
    index === selected || AT_ONCE.includes(name) || (KEPT.includes(name) && opened.includes(index))
  const panel = (name: TabName) => (
    <WhenLoaded asked={asked} refresh={refresh}>
      {(overview) => {
        switch (name) {
          case 'overview':
            return <OverviewTab overview={overview} openTab={openTab} refresh={refresh} />
          case 'people':
            return <PeopleTab overview={overview} looks={looks} refresh={refresh} />
          case 'runs':
            return <RunsTab overview={overview} looks={looks} refresh={refresh} />
          case 'audit':
            return <AuditTab timeZone={overview.settings.schedules.timeZone} looks={looks} />
          case 'settings':
            return <SettingsTab overview={overview} refresh={refresh} />
          case 'setup':
            return <SetupTab timeZone={overview.settings.schedules.timeZone} refresh={refresh} />
        }
      }}
    </WhenLoaded>
  )
  return (
    <Tabs id="universal-access" selected={selected} onChange={(index) => select(index)}>
      <TabList>
        {ORDER.map((name) => (
          <Tab key={name}>{tabs[name]}</Tab>
        ))}
      </TabList>
      {ORDER.map((name, index) => (
        <TabPanel key={name}>
          <Box paddingBlock="space.300" xcss={WHOLE_WIDTH}>
            {isThere(name, index) ? panel(name) : null}
          </Box>
        </TabPanel>
      ))}
    </Tabs>
  )
}
