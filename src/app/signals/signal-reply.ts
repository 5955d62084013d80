/** What the web trigger answers. */
export interface SignalReply {
  readonly status: 200 | 202 | 400 | 401 | 429 | 503
  readonly body: string
}

export const REFUSED: SignalReply = { status: 401, body: '' }
/** Proven, and one too many within this minute, or more at once than the storage takes. */
export const PUT_OFF: SignalReply = { status: 429, body: '' }
/** The same of a delivery: a provider sends again only after a 5xx, and then once. */
export const AGAIN: SignalReply = { status: 503, body: '' }
