/** Single items of a batch that fail in the store, while the others are answered. */
import type { PlatformInterceptor } from '../forge/platform'

interface Item {
  readonly key: string
  readonly entityName?: string
}
interface Answer {
  readonly successfulKeys: readonly unknown[]
  readonly failedKeys: readonly unknown[]
}

/** No code of failed items is documented but that of a key without a value. */
const ERROR = { code: 'INTERNAL_SERVER_ERROR', message: 'The item could not be processed.' }
const NONE: Answer = { successfulKeys: [], failedKeys: [] }

/** @param strikes asked for each item of each batch, by its key; one that fails is neither read, written nor deleted */
export function createItemFailure(strikes: (key: string) => boolean): PlatformInterceptor {
  return ({ kind, path, body }) => {
    if (kind !== 'kvs' || !path.startsWith('/api/v1/batch/')) return undefined
    const items = JSON.parse(body) as readonly Item[]
    const failing = new Set(items.filter(({ key }) => strikes(key)))
    if (failing.size === 0) return undefined
    return {
      answer: (store) => {
        const others = items.filter((item) => !failing.has(item))
        const reply = others.length === 0 ? { status: 200, text: JSON.stringify(NONE) } : store(JSON.stringify(others))
        if (reply.status !== 200) return reply
        const { successfulKeys, failedKeys } = JSON.parse(reply.text) as Answer
        const failed = [...failing].map(({ key, entityName }) => ({ key, entityName, error: ERROR }))
        return { ...reply, text: JSON.stringify({ successfulKeys, failedKeys: [...failedKeys, ...failed] }) }
      },
    }
  }
}
