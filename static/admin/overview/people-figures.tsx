import { Inline } from '@forge/react'
import { Section } from '../common/section'
import { formatInstant, formatNumber } from '../format'
import type { Overview } from '../questions'
import { overview as texts } from '../texts'
import { Figure } from './figure'

/** How the company stands, as the last runs found it. */
export function PeopleFigures({ overview }: { readonly overview: Overview }) {
  const { people, waiting, isWaitingCut, settings } = overview
  const { timeZone } = settings.schedules
  const at = (instant: string | null): string | null => (instant === null ? null : formatInstant(instant, timeZone))
  const orUnknown = (count: number | null): string => (count === null ? texts.unknown : formatNumber(count))
  const figures = [
    [texts.inDirectory, orUnknown(people.inDirectory)],
    [texts.provisioned, orUnknown(people.provisioned)],
    [texts.withAccess, orUnknown(people.withAccess)],
    [texts.active, orUnknown(people.active)],
    [texts.dormant, orUnknown(people.dormant)],
    [texts.waitingNow, `${formatNumber(waiting.length)}${isWaitingCut ? '+' : ''}`],
  ] as const
  return (
    <Section title={texts.people} about={texts.peopleAbout(at(people.accountsAt), at(people.accessAt))}>
      <Inline space="space.150" shouldWrap>
        {figures.map(([name, value]) => (
          <Figure key={name} name={name} value={value} />
        ))}
      </Inline>
    </Section>
  )
}
