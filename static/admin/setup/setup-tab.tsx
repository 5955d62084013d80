import { Stack, Text } from '@forge/react'
import { WhenAnswered } from '../common/not-ready'
import { useQuestion } from '../common/use-question'
import { ask } from '../questions'
import { setup as texts } from '../texts'
import { AskingStep } from './asking-step'
import { DirectoryCard } from './directory-card'
import { OrganizationCard } from './organization-card'
import { ReadinessSection } from './readiness'
import { ScimCard } from './scim-card'
import { StartState } from './start-state'

interface SetupTabProps {
  readonly timeZone: string
  readonly refresh: () => Promise<void>
}

/** The connections one by one, whether everything is ready, and where the site starts. */
export function SetupTab({ timeZone, refresh }: SetupTabProps) {
  const asked = useQuestion(() => ask('getSetup'), '')
  const afterSave = async (): Promise<void> => {
    await asked.again()
    await refresh()
  }
  return (
    <Stack space="space.400">
      <Text>{texts.about}</Text>
      <WhenAnswered asked={asked}>
        {(setup) => (
          <Stack space="space.400">
            <DirectoryCard
              key={`d${keyOf(setup.parts.directory)}`}
              setup={setup}
              timeZone={timeZone}
              refresh={afterSave}
            />
            <OrganizationCard
              key={`o${keyOf(setup.parts.organization)}`}
              setup={setup}
              timeZone={timeZone}
              refresh={afterSave}
            />
            <ScimCard key={`s${keyOf(setup.parts.scim)}`} setup={setup} timeZone={timeZone} refresh={afterSave} />
            {setup.isComplete ? <AskingStep refresh={refresh} /> : null}
          </Stack>
        )}
      </WhenAnswered>
      <ReadinessSection timeZone={timeZone} />
      <StartState />
    </Stack>
  )
}

/** A card of its own after each save of it: a secret that was typed does not stay on the page. Other forms keep theirs. */
function keyOf(part: { readonly savedAt?: string } | undefined): string {
  return part?.savedAt ?? 'none'
}
