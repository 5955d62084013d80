/** Flags confirm what was done, and are read out by screen readers. */
import { showFlag } from '@forge/bridge'
import { common } from '../texts'

export function showSuccess(text: string): void {
  showFlag({ id: text, title: text, type: 'success', isAutoDismiss: true })
}

export function showFailure(message: string): void {
  showFlag({ id: message, title: common.notDoneTitle, description: message, type: 'error' })
}
