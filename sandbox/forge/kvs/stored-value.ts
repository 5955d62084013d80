/** What is stored under a key. `text` is the value as JSON. */
export interface StoredValue {
  readonly key: string
  readonly text: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Epoch ms; null without a ttl. */
  readonly expireAt: number | null
}

export function sizeOf({ key, text }: { key: string; text: string }): number {
  return Buffer.byteLength(key) + Buffer.byteLength(text)
}

/** Always with metadata: @forge/kvs passes on what the app asked for. */
export function toJson({ key, text, createdAt, updatedAt, expireAt }: StoredValue): string {
  const expiry = expireAt === null ? '' : `,"expireTime":"${new Date(expireAt).toISOString()}"`
  return `{"key":${JSON.stringify(key)},"value":${text},"createdAt":${createdAt},"updatedAt":${updatedAt}${expiry}}`
}
