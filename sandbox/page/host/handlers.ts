/** What the app's handlers receive: plain data, as everything that crosses Forge's bridge. */

type Handler = (...args: unknown[]) => unknown
const wrapped = new WeakMap<Handler, Handler>()

/** The same handler gives the same wrapper, so that components see no change where there is none. */
export function wrapHandler(handler: Handler): Handler {
  let wrapper = wrapped.get(handler)
  if (wrapper === undefined) {
    wrapper = (...args) => handler(...args.map(toPlain))
    wrapped.set(handler, wrapper)
  }
  return wrapper
}

function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  // Atlaskit adds an analytics event to its own handlers; it does not cross the bridge.
  if ('fire' in value && 'clone' in value) return undefined
  return 'target' in value && 'bubbles' in value ? serialiseEvent(value as unknown as Event) : value
}

const EVENT_FIELDS = [
  'bubbles',
  'cancelable',
  'defaultPrevented',
  'eventPhase',
  'isTrusted',
  'timeStamp',
  'type',
] as const
const TARGET_FIELDS = ['value', 'checked', 'name', 'id', 'tagName', 'type', 'selectionStart', 'selectionEnd'] as const

/** `SerialisableEvent` of UI Kit. */
function serialiseEvent(event: Event): Record<string, unknown> {
  const target = event.target as unknown as Record<string, unknown>
  return {
    ...Object.fromEntries(EVENT_FIELDS.map((name) => [name, event[name]])),
    target: Object.fromEntries(TARGET_FIELDS.flatMap((name) => (name in target ? [[name, target[name]]] : []))),
  }
}
