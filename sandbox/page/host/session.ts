/** What the visitor has chosen (caller, theme), kept in the address, and what the server has told last. */
import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme'
import { CALLER_KINDS } from '../api'
import type { CallerKind, OpenedPage, WorldState } from '../api'
import { createStore } from './store'

export type ColorMode = 'light' | 'dark'

const query = new URLSearchParams(location.search)

export const callerKind = createStore<CallerKind>(readCaller())
export const colorMode = createStore<ColorMode>(query.get('theme') === 'dark' ? 'dark' : 'light')
/** null until the server has told which page Jira opens for the caller. */
export const openedPage = createStore<OpenedPage | null>(null)
export const world = createStore<WorldState | null>(null)
export const isServerLost = createStore(false)

function readCaller(): CallerKind {
  const wanted = query.get('caller')
  return CALLER_KINDS.find((kind) => kind === wanted) ?? 'administrator'
}

/** Real instant at which `world` came, to know the time in between. */
let toldAt = performance.now()
world.subscribe(() => (toldAt = performance.now()))

/** Virtual epoch ms, as the app's own code has to see it. */
export function virtualNow(): number {
  const clock = world.get()?.clock
  if (clock === undefined) return Date.now()
  return clock.isRunning ? Math.floor(clock.now + performance.now() - toldAt) : clock.now
}

export function keepInAddress(): void {
  const kept = new URLSearchParams({ caller: callerKind.get(), theme: colorMode.get() })
  history.replaceState(null, '', `?${kept}`)
}

export async function applyTheme(): Promise<void> {
  await setGlobalTheme({
    colorMode: colorMode.get(),
    light: 'light',
    dark: 'dark',
    spacing: 'spacing',
    shape: 'shape',
    typography: 'typography',
  })
}
