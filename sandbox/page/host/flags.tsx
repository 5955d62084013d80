/** The flags that the app shows through the bridge, at the lower left as in Jira. */
import Button from '@atlaskit/button/new'
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message'
import { token } from '@atlaskit/tokens'
import { createStore, useStore } from './store'

export interface FlagOptions {
  readonly id: string | number
  readonly title?: string
  readonly description?: string
  readonly type?: 'info' | 'success' | 'warning' | 'error'
  readonly actions?: readonly { text: string; onClick?: () => void }[]
  readonly isAutoDismiss?: boolean
}

const AUTO_DISMISS_MS = 8_000
const APPEARANCES = { info: 'information', success: 'success', warning: 'warning', error: 'error' } as const
const flags = createStore<readonly FlagOptions[]>([])

export function showFlag(options: FlagOptions): void {
  flags.set([options, ...flags.get().filter(({ id }) => id !== options.id)])
  if (options.isAutoDismiss === true) setTimeout(() => closeFlag(options.id), AUTO_DISMISS_MS)
}

export function closeFlag(id: string | number): void {
  flags.set(flags.get().filter((flag) => flag.id !== id))
}

export function Flags() {
  const shown = useStore(flags)
  const place = { position: 'fixed', insetInlineStart: 24, insetBlockEnd: 24, width: 380, zIndex: 600 } as const
  const card = { marginBlockStart: 8, boxShadow: token('elevation.shadow.overlay'), borderRadius: 3 }
  return (
    <section aria-label="Flags" style={place}>
      {shown.map(({ id, title, description, type = 'info', actions = [] }) => (
        <div key={id} role="status" style={{ ...card, background: token('elevation.surface.overlay') }}>
          <SectionMessage
            title={title ?? ''}
            appearance={APPEARANCES[type]}
            actions={actions.map(({ text, onClick }) => (
              <SectionMessageAction key={text} onClick={() => onClick?.()}>
                {text}
              </SectionMessageAction>
            ))}
          >
            <p>{description}</p>
            <Button spacing="compact" appearance="subtle" onClick={() => closeFlag(id)}>
              Dismiss
            </Button>
          </SectionMessage>
        </div>
      ))}
    </section>
  )
}
