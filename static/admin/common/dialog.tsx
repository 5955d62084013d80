import type { ReactNode } from 'react'
import { Button, Modal, ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@forge/react'
import { common } from '../texts'

interface DialogProps {
  readonly title: string
  readonly isOpen?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons beside the one that closes. */
  readonly actions?: ReactNode
  /** What the button that closes says. */
  readonly closeText?: string
  /** Room for a long list. */
  readonly isWide?: boolean
}

/** A question, or a long list, over the page. */
export function Dialog(props: DialogProps) {
  const { title, isOpen = true, onClose, children, actions, closeText = common.close, isWide = false } = props
  return (
    <ModalTransition>
      {isOpen ? (
        <Modal {...(isWide ? { width: 'x-large' as const } : {})} onClose={onClose}>
          <ModalHeader>
            <ModalTitle>{title}</ModalTitle>
          </ModalHeader>
          <ModalBody>{children}</ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={onClose}>
              {closeText}
            </Button>
            {actions}
          </ModalFooter>
        </Modal>
      ) : null}
    </ModalTransition>
  )
}
