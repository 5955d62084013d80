import { Stack } from '@forge/react'
import { nameOfRun } from '../common/plan-name'
import { Lines, Subheading, Subtle } from '../common/shapes'
import { formatInstant } from '../format'
import type { Explanation } from '../questions'
import { explain as texts, outcomeNames, people, reasonOf, signalNames } from '../texts'

interface ExplanationViewProps {
  readonly explanation: Explanation
  readonly timeZone: string
}

/** Everything known about one person, in sentences. */
export function ExplanationView({ explanation, timeZone }: ExplanationViewProps) {
  const { account, directory, products, requests, decisions, armed } = explanation
  const at = (instant: string): string => formatInstant(instant, timeZone)
  return (
    <Stack space="space.300">
      <Part
        title={texts.who}
        lines={[
          account === null ? texts.noAccount : texts.account(account.type, account.isActive, account.isAdmin),
          account?.isElsewhere === true ? texts.elsewhere : null,
          account?.addedAt == null ? null : texts.since(at(account.addedAt)),
          texts.directory(directory.state, directory.isInScope),
          directory.isLeaver ? texts.leaver : null,
          directory.lastSignIn === null ? null : texts.signIn(directory.lastSignIn, at),
        ]}
      />
      {products.map((product) => (
        <Part
          key={product.productKey}
          title={texts.product(product.productKey)}
          lines={[
            product.holds ? null : texts.holdsNot,
            ...product.paths.map(({ groupId, isSynchronised }) => texts.path(groupId, isSynchronised)),
            ...product.signals.map(({ source, at: instant, ageDays }) =>
              texts.signal(signalNames[source], instant === null ? null : at(instant), ageDays),
            ),
            product.sweep === null
              ? null
              : texts.sweep(
                  product.sweep.decision,
                  reasonOf(product.sweep.because),
                  product.sweep.dormantFrom === null ? null : at(product.sweep.dormantFrom),
                  armed.sweep,
                ),
            texts.grant(product.grant, armed.grant),
          ]}
        />
      ))}
      <Part
        title={texts.requests}
        none={texts.noRequests}
        lines={requests.map(({ productKey, state, askedAt, refusal }) =>
          texts.request(
            productKey,
            texts.states[state],
            at(askedAt),
            refusal === undefined ? null : reasonOf(refusal.because),
          ),
        )}
      />
      <Part
        title={texts.decisions}
        none={texts.noDecisions}
        lines={decisions.map(({ at: instant, planId, outcome, because, undoneAt }) =>
          texts.decision(
            at(instant),
            nameOfRun(planId, timeZone),
            outcome === undefined ? people.notKnown : outcomeNames[outcome],
            because === undefined ? null : reasonOf(because),
            undoneAt === undefined ? null : at(undoneAt),
          ),
        )}
      />
    </Stack>
  )
}

interface PartProps {
  readonly title: string
  readonly lines: readonly (string | null)[]
  /** Said when there is no line. */
  readonly none?: string
}

function Part({ title, lines, none }: PartProps) {
  const said = lines.filter((line) => line !== null)
  return (
    <Stack space="space.100">
      <Subheading>{title}</Subheading>
      {said.length === 0 && none !== undefined ? <Subtle>{none}</Subtle> : null}
      {said.length === 0 ? null : <Lines lines={said} />}
    </Stack>
  )
}
