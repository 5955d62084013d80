/** Above everything: who is looking, and in which theme. */
import Button from '@atlaskit/button/new'
import { Label } from '@atlaskit/form'
import Heading from '@atlaskit/heading'
import Select from '@atlaskit/select'
import { token } from '@atlaskit/tokens'
import type { CallerKind } from '../api'
import { callerKind, colorMode, openedPage } from './session'
import { useStore } from './store'

const CALLERS: readonly { value: CallerKind; label: string }[] = [
  { value: 'administrator', label: 'Jira administrator' },
  { value: 'colleague', label: 'Another Jira administrator' },
  { value: 'user', label: 'Ordinary user' },
  { value: 'customer', label: 'Portal customer' },
]

export function TopBar() {
  const caller = useStore(callerKind)
  const mode = useStore(colorMode)
  const page = useStore(openedPage)
  const bar = { display: 'flex', alignItems: 'center', gap: 16, padding: '8px 24px' } as const
  const line = `1px solid ${token('color.border')}`
  return (
    <header style={{ ...bar, borderBlockEnd: line, background: token('elevation.surface') }}>
      <Heading size="xsmall" as="span">
        Universal Access sandbox
      </Heading>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8, marginInlineStart: 'auto' }}>
        <Label htmlFor="caller">Seen by</Label>
        <div style={{ width: 220 }}>
          <Select
            inputId="caller"
            spacing="compact"
            options={CALLERS}
            value={CALLERS.find(({ value }) => value === caller) ?? null}
            onChange={(picked) => {
              if (picked !== null) callerKind.set(picked.value)
            }}
          />
        </div>
        <span style={{ color: token('color.text.subtle') }}>{page?.caller.displayName}</span>
        <Button onClick={() => colorMode.set(mode === 'light' ? 'dark' : 'light')}>
          {mode === 'light' ? 'Dark theme' : 'Light theme'}
        </Button>
      </div>
    </header>
  )
}
