/** The host page: the app's page as Jira shows it, and the control panel of the sandbox beside it. */
import '@atlaskit/css-reset'
import { token } from '@atlaskit/tokens'
import { createRoot } from 'react-dom/client'
import { AppView } from './app-view'
import { connectApp, connectFrame } from './bridge'
import type { AppWindow } from './bridge'
import { Flags } from './flags'
import { Panel } from './panel/panel'
import { followWorld } from './server'
import { applyTheme, callerKind, colorMode, isServerLost, keepInAddress, world } from './session'
import { TopBar } from './top-bar'

declare global {
  interface Window {
    /** The app's frame calls it before its first module. */
    connectApp(app: AppWindow): void
    /** A Custom UI frame of the app calls it before its first script. */
    connectFrame(frame: AppWindow & Window): void
  }
}
window.connectApp = connectApp
window.connectFrame = connectFrame

function Page() {
  // In a narrow window the panel goes below the app's page, which then has all of its width.
  const columns = { display: 'flex', flexWrap: 'wrap', minHeight: 'calc(100vh - 57px)' } as const
  return (
    <div style={{ background: token('elevation.surface'), color: token('color.text') }}>
      <TopBar />
      <div style={columns}>
        <div style={{ flex: '1000 1 640px', minWidth: 0 }}>
          <AppView />
        </div>
        <div style={{ flex: '1 1 400px', display: 'grid' }}>
          <Panel />
        </div>
      </div>
      <Flags />
    </div>
  )
}

callerKind.subscribe(keepInAddress)
colorMode.subscribe(keepInAddress)
colorMode.subscribe(() => void applyTheme())
followWorld(
  (state) => {
    isServerLost.set(false)
    world.set(state)
  },
  () => isServerLost.set(true),
)

await applyTheme()
createRoot(document.getElementById('root')!).render(<Page />)
