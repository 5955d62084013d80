/** What the web trigger answers. */
export interface SignalReply {
  readonly status: 200 | 202 | 400 | 401 | 429 | 503
  readonly body: string
}

export const REFUSED: SignalReply = { status: 401, body: '' }
/** Proven, and one too many within this minute. */
export const PUT_OFF: SignalReply = { status: 429, body: '' }
