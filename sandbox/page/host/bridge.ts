/** Forge's bridge as Jira answers it: `callBridge(command, data)` of the app's frame. */
import type { Invoked } from '../api'
import { createAppHistory } from './bridge-history'
import { closeFlag, showFlag } from './flags'
import type { FlagOptions } from './flags'
import type { ForgeDoc } from './forge-document'
import { showDocument } from './forge-document'
import { goTo, urlOf } from './navigation'
import type { NavigationTarget } from './navigation'
import { reportProblem } from './problems'
import { send } from './server'
import { applyTheme, callerKind, colorMode, openedPage, virtualNow } from './session'

/** The parts of the app's frame that the bridge touches. */
export interface AppWindow {
  Date: DateConstructor
  Error: ErrorConstructor
  JSON: JSON
  location: Location
  __bridge: { callBridge(command: string, data?: unknown): Promise<unknown> }
}

type Listener = (payload: unknown) => void
interface Listening {
  readonly app: AppWindow
  readonly event: string
  readonly callback: Listener
}
const THEME_CHANGED = 'FORGE_CORE_THEME_CHANGED'
let listeners: Listening[] = []

type Command = (app: AppWindow, data: never) => unknown

const COMMANDS: Readonly<Record<string, Command>> = {
  reconcile: (_, { forgeDoc }: { forgeDoc: ForgeDoc }) => showDocument(forgeDoc),
  onError: (_, { error }: { error: unknown }) => reportProblem(`The app could not be shown: ${String(error)}`),
  invoke: (app, call: { functionKey: string; payload?: unknown }) => invoke(app, call),
  getContext: () => readContext(),
  showFlag: (_, options: FlagOptions) => {
    showFlag(options)
    return true
  },
  closeFlag: (_, { id }: { id: string | number }) => {
    closeFlag(id)
    return true
  },
  navigate: (_, target: NavigationTarget) => goTo(target),
  getUrl: (_, target: NavigationTarget) => urlOf(target),
  reload: (app) => app.location.reload(),
  refresh: (app) => app.location.reload(),
  // A page is neither a dialog nor a form of Jira's own: there is nothing to submit or to close.
  submit: () => false,
  close: () => false,
  onClose: () => false,
  open: () => false,
  createHistory: () => createAppHistory(),
  changeWindowTitle: (_, title: string) => {
    document.title = title
  },
  enableTheming: () => true,
  emitReadyEvent: () => undefined,
  emitFrontendCustomMetric: () => undefined,
  getCookieConsentPreferences: () => null,
  isRovoEnabled: () => false,
  on: (app, wish: { event: string; callback: Listener }) => listen({ app, ...wish }),
  onPublic: (app, wish: { event: string; callback: Listener }) => listen({ app, ...wish }),
  emit: (_, { event, payload }: { event: string; payload: unknown }) => emit(event, payload),
  emitPublic: (_, { event, payload }: { event: string; payload: unknown }) => emit(event, payload),
}

/** Gives the app's frame its bridge and the sandbox's time. Called by the frame before its first module. */
export function connectApp(app: AppWindow): void {
  listeners = []
  showDocument(null)
  connect(app, COMMANDS)
}

/** A Custom UI frame inside the page draws itself: it may ask and tell, and has no document to hand over. */
const FRAME_COMMANDS: Readonly<Record<string, Command>> = {
  ...Object.fromEntries(Object.entries(COMMANDS).filter(([name]) => name !== 'reconcile' && name !== 'reload')),
  enableTheming: (app) => copyTheme(app as AppWindow & Window),
}

/** Gives a frame of the page its bridge. What an earlier frame listened to ended with it. */
export function connectFrame(frame: AppWindow & Window): void {
  frame.addEventListener('pagehide', () => void (listeners = listeners.filter(({ app }) => app !== frame)))
  connect(frame, FRAME_COMMANDS)
}

/** As `view.theme.enable()` does: the tokens of the page around it, and what comes after a change of the theme. */
function copyTheme(frame: AppWindow & Window): boolean {
  const copy = (): void => {
    const { documentElement } = frame.document
    for (const { name, value } of document.documentElement.attributes) {
      if (name.startsWith('data-')) documentElement.setAttribute(name, value)
    }
    documentElement.style.colorScheme = colorMode.get()
    const { CSSStyleSheet } = frame as unknown as typeof globalThis
    frame.document.adoptedStyleSheets = [...document.querySelectorAll('style[data-theme]')].map((style) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(style.textContent)
      return sheet
    })
  }
  copy()
  listeners.push({ app: frame, event: THEME_CHANGED, callback: () => void applyTheme().then(copy) })
  return true
}

function connect(app: AppWindow, commands: Readonly<Record<string, Command>>): void {
  app.Date = createVirtualDate(app.Date)
  app.__bridge = {
    callBridge: async (name, data) => {
      const command = commands[name]
      if (command === undefined) {
        reportProblem(`The sandbox page has no answer to the bridge command ${name}.`)
        throw new app.Error(`The sandbox page has no answer to the bridge command ${name}.`)
      }
      return command(app, data as never)
    },
  }
}

function createVirtualDate(RealDate: DateConstructor): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, args: unknown[]) =>
      args.length === 0 ? new target(virtualNow()) : (Reflect.construct(target, args) as Date),
    apply: (target) => new target(virtualNow()).toString(),
    get: (target, name) => (name === 'now' ? virtualNow : (Reflect.get(target, name) as unknown)),
  })
}

async function invoke(
  app: AppWindow,
  { functionKey, payload }: { functionKey: string; payload?: unknown },
): Promise<unknown> {
  const answer = await send<Invoked>('invoke', { caller: callerKind.get(), functionKey, payload })
  if (!answer.ok) throw new app.Error(`There was an error invoking the function - ${answer.message}`)
  // Parsed in the frame, so that the app meets objects of its own realm.
  return answer.value === undefined ? undefined : (app.JSON.parse(JSON.stringify(answer.value)) as unknown)
}

function readContext(): Record<string, unknown> {
  const page = openedPage.get()
  if (page === null) throw new Error('The page has asked for its context before it was opened.')
  return {
    accountId: page.caller.accountId,
    cloudId: page.cloudId,
    siteUrl: page.siteUrl,
    moduleKey: page.moduleKey,
    localId: `ari:cloud:ecosystem::extension/${page.moduleKey}`,
    environmentType: 'DEVELOPMENT',
    locale: 'en-US',
    timezone: 'UTC',
    theme: { colorMode: colorMode.get(), light: 'light', dark: 'dark', spacing: 'spacing' },
    extension: { type: page.moduleType },
  }
}

function listen(wish: Listening): { unsubscribe(): void } {
  listeners.push(wish)
  return { unsubscribe: () => void (listeners = listeners.filter((listener) => listener !== wish)) }
}

function emit(event: string, payload: unknown): void {
  for (const listener of listeners) if (listener.event === event) listener.callback(payload)
}

colorMode.subscribe(() => emit(THEME_CHANGED, { theme: { colorMode: colorMode.get(), light: 'light', dark: 'dark' } }))
