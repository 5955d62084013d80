import type { ReactNode } from 'react'
import { Button, Modal, ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@forge/react'
import { common } from '../texts'

interface ListModalProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons beside the one that closes. */
  readonly actions?: ReactNode
}

/** A long list over the page. */
export function ListModal({ title, isOpen, onClose, children, actions }: ListModalProps) {
  return (
    <ModalTransition>
      {isOpen ? (
        <Modal width="x-large" onClose={onClose}>
          <ModalHeader>
            <ModalTitle>{title}</ModalTitle>
          </ModalHeader>
          <ModalBody>{children}</ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={onClose}>
              {common.close}
            </Button>
            {actions}
          </ModalFooter>
        </Modal>
      ) : null}
    </ModalTransition>
  )
}
