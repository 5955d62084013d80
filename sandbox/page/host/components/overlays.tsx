/** What opens above the page: dialogs and popups. */
import AtlaskitModal, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog'
import AtlaskitPopup from '@atlaskit/popup'
import type { ComponentProps, PropsWithChildren } from 'react'
import type { Drawings, Drawn } from '../draw'
import { drawAll } from '../draw'
import { partOf } from '../forge-document'
import { passThrough, propsFor } from './pass-through'

type ModalProps = ComponentProps<typeof AtlaskitModal>

function Modal(props: Drawn) {
  const { title, width, height, children, ...rest } = propsFor<ModalProps & { title?: string }>(props)
  const isFullScreen = (width as string | undefined) === 'fullscreen'
  const size = isFullScreen ? { isFullScreen } : { width: namedSize(width), height: namedSize(height) }
  return (
    <AtlaskitModal {...rest} {...(size as Partial<ModalProps>)}>
      {title === undefined ? null : (
        <ModalHeader hasCloseButton>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
      )}
      {children}
    </AtlaskitModal>
  )
}

/** Atlaskit has no resizable dialog: it is one of medium size. */
function namedSize(size: unknown): unknown {
  return size === 'resizable' ? 'medium' : size
}

function Popup(props: Drawn) {
  const { doc } = props
  const {
    trigger: _trigger,
    content: _content,
    children: _children,
    ...rest
  } = propsFor<PropsWithChildren<ComponentProps<typeof AtlaskitPopup>>>(props)
  return (
    <AtlaskitPopup
      {...rest}
      content={() => <div>{drawAll(partOf(doc, 'content'))}</div>}
      // The trigger's own button tells its state: of the popup's properties only the place counts here.
      trigger={({ ref }) => <span ref={ref}>{drawAll(partOf(doc, 'trigger'))}</span>}
    />
  )
}

export const overlayDrawings: Drawings = {
  Modal,
  Popup,
  ModalHeader: passThrough(ModalHeader),
  ModalTitle: passThrough(ModalTitle),
  ModalBody: passThrough(ModalBody),
  ModalFooter: passThrough(ModalFooter),
  ModalTransition: passThrough(ModalTransition),
}
