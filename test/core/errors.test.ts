import * as v from 'valibot'
import { createHttp } from '../../src/adapters/http'
import { parseReply } from '../../src/adapters/parse'
import { AppError } from '../../src/core/errors'
import { printed } from '../support/thrown'

const SECRET = 'a-key-that-nobody-may-see'
const PERSON = 'ada.lovelace'

describe('the cause of an error', () => {
  const below = (): Error =>
    Object.assign(new Error(`${SECRET} for ${PERSON}`), {
      request: new Request(`https://example.com/users?filter=${PERSON}`, { headers: { authorization: SECRET } }),
      response: { status: 503, body: PERSON },
      headers: { authorization: SECRET },
    })

  it('keeps the status and the address without its query', () => {
    const error = new AppError('unavailable', 'No answer.', { cause: below() })

    expect(error.cause).toEqual({ status: 503, address: 'https://example.com/users' })
    expect(printed(error)).not.toMatch(new RegExp(`${SECRET}|${PERSON}`))
  })

  it('of an error of ours is what that one kept', () => {
    const first = new AppError('unavailable', PERSON, { cause: below() })

    expect(new AppError('unavailable', 'No answer.', { cause: first }).cause).toEqual(first.cause)
  })

  it.each([[new SyntaxError(SECRET)], [SECRET], [null], [{ request: { url: SECRET } }]])(
    'is nothing where neither is known: %#',
    (cause) => {
      expect(new AppError('invalid-input', 'No.', { cause }).cause).toBeUndefined()
    },
  )
})

describe('an error of a request', () => {
  it.each([
    ['a time-out', async () => new Promise<Response>(() => undefined)],
    ['a broken connection', async () => Promise.reject(new TypeError(SECRET))],
    ['a refusal', async () => new Response(PERSON, { status: 500 })],
    ['a reply that breaks off', async () => new Response(new ReadableStream({ start: (to) => to.error(PERSON) }))],
  ])('by %s shows neither its key nor whom it asked for', async (_, fetch) => {
    const request = {
      method: 'GET',
      url: `https://example.com/?q=${PERSON}`,
      headers: { authorization: SECRET },
    } as const
    const sent = createHttp(fetch, { timeLeftMs: () => 0 }).send({ ...request, patienceMs: 5 })
    const error = await sent.catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(AppError)
    expect(printed(error)).not.toMatch(new RegExp(`${SECRET}|${PERSON}`))
  })

  it('whose key no header can hold does not show it', async () => {
    const headers = { authorization: `Bearer ${SECRET}\u2026` }
    const sent = createHttp(fetch, { timeLeftMs: () => 0 }).send({
      method: 'GET',
      url: 'https://example.com/',
      headers,
    })

    expect(printed(await sent.catch((reason: unknown) => reason))).not.toContain(SECRET)
  })

  it('about a text in the wrong place does not repeat it', () => {
    const reply = { status: 200, text: JSON.stringify({ id: PERSON }) }

    expect(() => parseReply(v.object({ id: v.number() }), reply, 'Reading')).toThrow(
      'expected number at id, got a text',
    )
  })
})
