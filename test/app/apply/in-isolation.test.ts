import { inIsolation } from '../../../src/app/apply/in-isolation'
import { AppError } from '../../../src/core/errors'
import type { ErrorCode } from '../../../src/core/errors'

type Answer = 'done' | ErrorCode
const play = async (answers: readonly Answer[]) => {
  const { results, suspects, failure } = await inIsolation<Answer, { because?: string }>(
    answers,
    async (answer) => {
      if (answer === 'done') return {}
      throw new AppError(answer, 'fake')
    },
    (_, because) => ({ because }),
  )
  const said = results.map((result) => (result === null ? 'not asked' : (result.because ?? 'done')))
  return { said, suspects: [...suspects], failure: failure === null ? null : (failure as AppError).code }
}

describe('one error among several people', () => {
  it.each([
    'refused',
    'not-found',
    'conflict',
    'unavailable',
    'bad-response',
    'permission-missing',
    'throttled',
  ] as const)('is that of one person: %s', async (code) => {
    expect(await play(['done', code, 'done'])).toEqual({ said: ['done', code, 'done'], suspects: [], failure: null })
  })

  it.each([
    ['a service that is down', 'unavailable', 'bad-response', 'unavailable', 'unavailable'],
    [
      'a credential that may not',
      'permission-missing',
      'permission-missing',
      'permission-missing',
      'permission-missing',
    ],
  ] as const)('is everybody’s after three in a row: %s', async (_, first, second, third, failure) => {
    const people: Answer[] = ['done', first, second, third, ...new Array<Answer>(10).fill('done')]

    const { said, suspects, failure: thrown } = await play(people)

    expect(said.slice(0, 4)).toEqual(['done', first, second, third])
    // Five are under way at once.
    expect(said.slice(8)).toEqual(new Array(6).fill('not asked'))
    expect(suspects).toEqual([1, 2, 3])
    expect(thrown).toBe(failure)
  })

  it('starts the count anew with whoever is answered, even by a refusal', async () => {
    expect(await play(['unavailable', 'unavailable', 'refused', 'unavailable', 'unavailable'])).toMatchObject({
      suspects: [],
      failure: null,
    })
  })

  it.each([
    ['where others are answered', ['throttled', 'done', 'throttled']],
    ['where nobody else is asked', ['throttled', 'throttled']],
  ] as const)('takes a wait of one or two people for their own %s', async (_, answers) => {
    expect(await play(answers)).toEqual({ said: answers, suspects: [], failure: null })
  })

  it('gives a service its rest where three in a row are to wait, as long as it asks for', async () => {
    const { suspects, failure } = await inIsolation<number, { because?: string }>(
      [...Array(11).keys()],
      async () => {
        throw new AppError('throttled', 'fake', { waitMs: 60_000 })
      },
      (_, because) => ({ because }),
    )

    expect([...suspects]).toEqual([0, 1, 2, 3, 4])
    expect(failure).toMatchObject({ code: 'throttled', waitMs: 60_000 })
  })

  it.each(['sign-in-refused', 'budget-spent'] as const)('stops the slice at once: %s', async (code) => {
    const { said, failure } = await play(['done', code, ...new Array<Answer>(10).fill('done')])

    expect(said.slice(8)).toEqual(new Array(4).fill('not asked'))
    expect(failure).toBe(code)
  })
})
