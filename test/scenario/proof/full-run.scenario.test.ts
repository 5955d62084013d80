/** What a full run wrote, sent, logged and answered: nobody's name, no secret, nothing that the schema does not know. */
import { AT_REST } from '../../privacy/at-rest'
import { judge } from '../../privacy/check-at-rest'
import { saveInterruptedScan } from '../../support/interrupted-scan'
import { liveThroughEverything } from '../../support/full-run'
import type { FullRun } from '../../support/full-run'
import { expectNoViolations } from '../../support/no-violations'
import { findOccurrences, personalStrings } from '../../support/personal-strings'

jest.setTimeout(300_000)

let run: FullRun

beforeAll(async () => {
  run = await liveThroughEverything()
})

const texts = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value))

describe('a full run', () => {
  it('does everything by the rules of the services and of the platform', () => {
    expectNoViolations(run.sandbox)
  })

  it('has nobody closed, nor granted or removed by mistake', () => {
    const { grants, revocations, wrongRevocations, grantsBelowReserve } = run.sandbox.report.read()

    expect(grants).toBeGreaterThan(3)
    expect(revocations).toBeGreaterThan(10)
    expect({ wrongRevocations, grantsBelowReserve }).toEqual({ wrongRevocations: 0, grantsBelowReserve: 0 })
  })

  // A new key or field is described in test/privacy/at-rest.ts: with exactly its fields, why it is needed and how long it
  // is kept; then `npm run -s privacy` writes docs/privacy.md anew. It must not name anybody.
  it('writes nothing that the schema in test/privacy/at-rest.ts does not know, and everything that it knows', async () => {
    const scans = await saveInterruptedScan()

    const { unknown, unused } = judge([...run.witness.stored, ...scans], AT_REST)

    expect(unknown).toEqual([])
    expect(unused).toEqual([])
  })

  it('writes, pushes and logs nothing that names a person', () => {
    const { witness, sandbox } = run
    const strings = personalStrings(sandbox)
    const { kvs, entities } = sandbox.host.inspectStorage()

    expect(strings.length).toBeGreaterThan(150)
    expect(findOccurrences(texts(witness.stored), strings)).toEqual([])
    expect(findOccurrences(texts([kvs, entities]), strings)).toEqual([])
    expect(findOccurrences(witness.logged(), strings)).toEqual([])
  })

  it('reads no phone number', () => {
    expect(run.witness.sent.filter(({ text }) => /phone/i.test(text))).toEqual([])
  })

  it('reports everybody whom it keeps something about, and forgets who closed the account', () => {
    const { host } = run.sandbox
    const { kvs, entities } = host.inspectStorage()
    const { accountId, objectId } = run.closed
    const kept = Object.keys(kvs).flatMap((key) => (key.startsWith('seat:') ? [key.slice('seat:'.length)] : []))

    expect(host.personalData.reported).toEqual(expect.arrayContaining(kept))
    expect(kvs['last-run:personal-data']).toMatchObject({ outcome: 'done', counts: { closed: 1 } })
    const values = Object.entries({ ...kvs, ...entities['links'], ...entities['request'] })
    const naming = values.filter(([key, value]) => {
      const text = key + JSON.stringify(value)
      return text.includes(accountId) || text.includes(objectId)
    })
    expect(naming.map(([key]) => key)).toEqual([])
  })
})
