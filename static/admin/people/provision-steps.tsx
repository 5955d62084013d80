import { Inline, List, ListItem, Lozenge, SectionMessage, Text } from '@forge/react'
import { people as texts } from '../texts'
import type { ProvisionOutcome } from './use-provision'

/** The steps that were gone for one person, and where it ended. */
export function ProvisionSteps({ outcome }: { readonly outcome: ProvisionOutcome }) {
  if (outcome.state === 'none') return null
  if (outcome.state === 'refused') {
    return (
      <SectionMessage appearance="error" title={texts.notProvisioned}>
        <Text>{outcome.message}</Text>
      </SectionMessage>
    )
  }
  return (
    <List type="ordered">
      {outcome.steps.map(({ step, isOk, text }) => (
        <ListItem key={step}>
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Lozenge appearance={isOk ? 'success' : 'moved'}>{texts.steps[step]}</Lozenge>
            <Text>{text}</Text>
          </Inline>
        </ListItem>
      ))}
    </List>
  )
}
