import { xcss } from '@forge/react'

type Look = ReturnType<typeof xcss>

/**
 * How wide things are, and how a card looks. All of it stands here, each with its type: to compare a style with everything
 * that CSS allows takes the compiler nine seconds, and this way only who changes this file waits for it.
 */
export const WHOLE_WIDTH: Look = xcss({ width: '100%' })
export const SECTION_LIST: Look = xcss({ width: '220px' })
export const SECTION_FIELDS: Look = xcss({ width: '100%', maxWidth: '720px' })
export const FILTER: Look = xcss({ width: '320px' })
export const PERSON_FILTER: Look = xcss({ minWidth: '260px' })
export const PERSON_FIELD: Look = xcss({ minWidth: '320px' })
export const ACCOUNT_FIELD: Look = xcss({ minWidth: '420px' })

const card = {
  borderColor: 'color.border',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderRadius: 'radius.medium',
} as const
export const WIDE_CARD: Look = xcss({ ...card, width: '100%' })
export const FIGURE_CARD: Look = xcss({ ...card, minWidth: '120px' })
