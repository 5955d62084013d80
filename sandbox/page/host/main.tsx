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
  const columns = {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 400px',
    minHeight: 'calc(100vh - 57px)',
  } as const
  return (
    <div style={{ background: token('elevation.surface'), color: token('color.text') }}>
      <TopBar />
      <div style={columns}>
        <AppView />
        <Panel />
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
