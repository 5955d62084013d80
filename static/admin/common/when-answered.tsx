import type { ReactNode } from 'react'
import { common } from '../texts'
import { NotReady } from './not-ready'
import type { Asked } from './use-question'

interface WhenAnsweredProps<T> {
  readonly asked: Asked<T>
  readonly children: (value: T) => ReactNode
}

/** A part of the page once its answer has come. */
export function WhenAnswered<T>({ asked, children }: WhenAnsweredProps<T>) {
  const { loaded, again } = asked
  if (loaded.state === 'ready') return <>{children(loaded.value)}</>
  return <NotReady why={loaded} failedTitle={common.partFailedTitle} again={again} />
}
