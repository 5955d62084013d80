/** One group of controls under its heading, and the sentence about what the last of them did. */
import Heading from '@atlaskit/heading'
import { token } from '@atlaskit/tokens'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import type { Told } from '../../api'
import { send } from '../server'

export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <span id={id}>
        <Heading size="xsmall" as="h2">
          {title}
        </Heading>
      </span>
      {children}
    </section>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>{children}</div>
}

/** Sends a wish and keeps what came of it. */
export function useWish(): readonly [ReactNode, (path: string, body: unknown) => Promise<void>] {
  const [told, setTold] = useState<Told | null>(null)
  async function wish(path: string, body: unknown): Promise<void> {
    try {
      const answer = await send<Partial<Told>>(path, body)
      setTold(answer.message === undefined ? null : { ok: answer.ok ?? true, message: answer.message })
    } catch (error) {
      setTold({ ok: false, message: error instanceof Error ? error.message : String(error) })
    }
  }
  const color = token(told?.ok === false ? 'color.text.danger' : 'color.text.subtle')
  return [
    <div key="told" role="status" style={{ color, font: token('font.body.small'), minHeight: 16 }}>
      {told?.message}
    </div>,
    wish,
  ]
}
