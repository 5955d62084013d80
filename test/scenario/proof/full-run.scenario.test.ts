/** What a full run wrote, sent, logged and answered: nobody's name, no secret, nothing that the schema does not know. */
import { AT_REST } from '../../privacy/at-rest'
import { judge } from '../../privacy/check-at-rest'
import { keptBy } from '../../support/kept'
import { saveInterruptedScan } from '../../support/interrupted-scan'
import { TRIGGER_SECRET, WRONG_KEY, liveThroughEverything } from '../../support/full-run'
import type { FullRun } from '../../support/full-run'
import { expectNoViolations } from '../../support/no-violations'
import { findOccurrences, personalStrings } from '../../support/personal-strings'
import { printed } from '../../support/thrown'

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

  // A new key or field is described in test/privacy/at-rest: with exactly its fields, why it is needed and how long it
  // is kept; then `npm run -s privacy` writes docs/privacy.md anew. It must not name anybody.
  it('writes nothing that the schema in test/privacy/at-rest does not know, and everything that it knows', async () => {
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
    const all = keptBy(run.sandbox)
    const { accountId, objectId } = run.closed
    const kept = Object.keys(all).flatMap((key) => (key.startsWith('seat:') ? [key.slice('seat:'.length)] : []))

    expect(host.personalData.reported).toEqual(expect.arrayContaining(kept))
    expect(all['last-run:personal-data']).toMatchObject({ outcome: 'done', counts: { closed: 1 } })
    const naming = Object.entries(all).filter(([key, value]) => {
      const text = key + JSON.stringify(value)
      return text.includes(accountId) || text.includes(objectId)
    })
    expect(naming.map(([key]) => key)).toEqual([])
  })
})

describe('the secrets of a full run', () => {
  /** As they are, and as they would stand in an address or in Basic authentication. */
  const formsOf = (secret: string): string[] => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ]

  function secretsOf({ sandbox, witness, tokens }: FullRun): Record<string, readonly string[]> {
    const { tenant, site } = sandbox
    const digestKeys = witness.stored.filter(({ space, key }) => space === 'secret' && key === 'digest-key')
    return {
      entra: [tenant.clientSecret],
      graph: [...tokens],
      atlassian: [site.orgApiKey, site.scimApiKey],
      wrong: [WRONG_KEY],
      own: [TRIGGER_SECRET, ...digestKeys.map(({ value }) => String(value))],
    }
  }

  it('were all in use', () => {
    const { own, graph } = secretsOf(run)

    expect(own).toHaveLength(2)
    expect(graph!.length).toBeGreaterThan(0)
  })

  const secretTexts = (): string[] =>
    Object.values(secretsOf(run))
      .flat()
      .flatMap(formsOf)
      .map((text) => text.toLowerCase())

  it('are in no error that was made, printed with all that hangs on it, nor is a person', () => {
    const errors = [...run.thrown.errors] as readonly { readonly code?: string }[]
    const kinds = new Set(errors.map(({ code }) => code))

    expect([...kinds]).toEqual(
      expect.arrayContaining(['unavailable', 'bad-response', 'sign-in-refused', 'permission-missing', 'invalid-input']),
    )
    expect(findOccurrences(errors.map(printed), [...secretTexts(), ...personalStrings(run.sandbox)])).toEqual([])
  })

  it('are in no log, answer, error, value at rest or queue, but in the secret store', () => {
    const secrets = secretTexts()
    const { witness, sandbox } = run
    const { kvs, entities } = sandbox.host.inspectStorage()
    const atRest = witness.stored.filter(({ space }) => space !== 'secret')

    expect(findOccurrences(texts(atRest), secrets)).toEqual([])
    expect(findOccurrences(texts([kvs, entities]), secrets)).toEqual([])
    expect(findOccurrences(witness.logged(), secrets)).toEqual([])
    expect(findOccurrences(witness.answered, secrets)).toEqual([])
  })

  it('go to their own service only, and never in an address', () => {
    const { entra, graph, atlassian, own } = secretsOf(run)
    const allowed = [
      ['login.microsoftonline.com', entra!],
      ['graph.microsoft.com', graph!],
      ['api.atlassian.com', atlassian!],
    ] as const
    const strayed = run.witness.sent.filter(({ host, text }) => {
      const mine = new Set(allowed.find(([name]) => name === host)?.[1])
      const foreign = [...entra!, ...graph!, ...atlassian!, ...own!].filter((secret) => !mine.has(secret))
      const [address] = JSON.parse(text) as [string]
      return foreign.some((secret) => text.includes(secret)) || [...mine].some((secret) => address.includes(secret))
    })

    expect(new Set(run.witness.sent.map(({ host }) => host))).toEqual(new Set(allowed.map(([host]) => host)))
    expect(strayed).toEqual([])
  })
})
