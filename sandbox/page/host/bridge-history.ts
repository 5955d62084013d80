/** `view.createHistory()`: a history of the app's own, beside that of the browser. */
interface Location {
  readonly pathname: string
  readonly search: string
  readonly hash: string
  readonly state: unknown
}

type Target = string | Partial<Location>
type Listener = (location: Location, action: string) => void

export interface AppHistory {
  readonly action: string
  readonly location: Location
  push(target: Target, state?: unknown): void
  replace(target: Target, state?: unknown): void
  go(steps: number): void
  goBack(): void
  goForward(): void
  createHref(target: Target): string
  listen(listener: Listener): () => void
}

export function createAppHistory(): AppHistory {
  const entries: Location[] = [toLocation('/', undefined)]
  const listeners = new Set<Listener>()
  let index = 0

  function tell(action: string): void {
    Object.assign(history, { action, location: entries[index] })
    for (const listener of listeners) listener(entries[index]!, action)
  }

  function go(steps: number): void {
    const next = index + steps
    if (next < 0 || next >= entries.length) return
    index = next
    tell('POP')
  }

  const history: AppHistory = {
    action: 'POP',
    location: entries[0]!,
    push: (target, state) => {
      entries.splice((index += 1), entries.length, toLocation(target, state))
      tell('PUSH')
    },
    replace: (target, state) => {
      entries[index] = toLocation(target, state)
      tell('REPLACE')
    },
    go,
    goBack: () => go(-1),
    goForward: () => go(1),
    createHref: (target) => {
      const { pathname, search, hash } = toLocation(target, undefined)
      return `${pathname}${search}${hash}`
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return history
}

function toLocation(target: Target, state: unknown): Location {
  if (typeof target !== 'string') return { pathname: '/', search: '', hash: '', state, ...target }
  const { pathname, search, hash } = new URL(target, 'https://app.example')
  return { pathname, search, hash, state }
}
