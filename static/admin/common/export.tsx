import { useEffect, useState } from 'react'
import { Button, Frame, Stack, Text } from '@forge/react'
import { events } from '@forge/bridge'
import type { ExportQuestion } from '../../../src/app/export/read-export'
import { EXPORT_EVENTS, exports as texts } from '../texts'
import { Dialog } from './dialog'

interface ExportProps extends ExportQuestion {
  /** What is exported, in words: "the audit trail". */
  readonly what: string
  /** Instead of "Export", where there are several on a tab. */
  readonly label?: string
}

/**
 * A button that saves one list as CSV or JSON:
 * `<Export kind="journal" of={{ planId }} what={texts.what.journal} />`. UI Kit cannot save files, so a frame does it.
 */
export function Export({ kind, of, what, label = texts.open }: ExportProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Dialog isOpen={isOpen} title={texts.title(what)} onClose={() => setOpen(false)}>
        <Stack space="space.150">
          <Text>{texts.about}</Text>
          <ExportFrame question={of === undefined ? { kind } : { kind, of }} />
        </Stack>
      </Dialog>
    </>
  )
}

/** One dialog is open at a time, so the frame that says it is ready is the one in it. */
function ExportFrame({ question }: { readonly question: ExportQuestion }) {
  const asked = JSON.stringify(question)
  useEffect(() => {
    const subscription = events.on(EXPORT_EVENTS.ready, () => events.emit(EXPORT_EVENTS.question, JSON.parse(asked)))
    return () => void subscription.then(({ unsubscribe }) => unsubscribe())
  }, [asked])
  return <Frame resource="export" />
}
