import { useState } from 'react'
import { Button, Stack } from '@forge/react'
import { lists as texts } from '../texts'
import { ListModal } from './list-modal'
import { ReviewList } from './plan-list'

/** Opens the list of the last sweep, with the reason for each person. */
export function ReviewButton({ timeZone, now }: { readonly timeZone: string; readonly now: string }) {
  const [isShown, setShown] = useState(false)
  return (
    <Stack alignInline="start">
      <Button onClick={() => setShown(true)}>{texts.showReview}</Button>
      <ListModal isOpen={isShown} title={texts.reviewTitle} onClose={() => setShown(false)}>
        <ReviewList timeZone={timeZone} now={now} />
      </ListModal>
    </Stack>
  )
}
