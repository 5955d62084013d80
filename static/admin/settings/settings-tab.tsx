import { useState } from 'react'
import { Box, Button, Inline, Stack } from '@forge/react'
import { SECTION_FIELDS, SECTION_LIST } from '../common/boxes'
import { Message, Section } from '../common/shapes'
import type { Overview } from '../questions'
import { ConfigurationSection } from './configuration'
import { SaveBar } from './save-bar'
import { SECTIONS } from './sections'
import type { SettingsSection } from './sections'
import { useDraft } from './use-draft'
import type { SettingsDraft } from './use-draft'

interface SettingsTabProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/**
 * Everything that an administrator may set, except connections and what the jobs may do: a section at a time, judged
 * together, and saved together or not at all.
 */
export function SettingsTab({ overview, refresh }: SettingsTabProps) {
  const draft = useDraft(overview.settings)
  const [shown, setShown] = useState(0)
  // Behind the last section stands the configuration as text.
  const section = SECTIONS[shown]
  return (
    <Inline space="space.400" alignBlock="start" shouldWrap={false}>
      <Box xcss={SECTION_LIST}>
        <Stack space="space.050">
          {SECTIONS.map((one, index) => (
            <SectionButton
              key={one.title}
              section={one}
              draft={draft}
              isShown={index === shown}
              show={() => setShown(index)}
            />
          ))}
          <Button
            appearance="subtle"
            isSelected={section === undefined}
            shouldFitContainer
            onClick={() => setShown(SECTIONS.length)}
          >
            Export and import
          </Button>
        </Stack>
      </Box>
      <Box xcss={SECTION_FIELDS}>
        {section === undefined ? (
          <ConfigurationSection version={overview.settings.version} refresh={refresh} />
        ) : (
          <Stack space="space.400">
            <Section key={shown} title={section.title} about={section.about}>
              <Stack space="space.250">
                <SectionProblems section={section} draft={draft} />
                <section.Fields draft={draft} overview={overview} />
              </Stack>
            </Section>
            <SaveBar draft={draft} refresh={refresh} />
          </Stack>
        )}
      </Box>
    </Inline>
  )
}

interface SectionButtonProps {
  readonly section: SettingsSection
  readonly draft: SettingsDraft
  readonly isShown: boolean
  readonly show: () => void
}

function SectionButton({ section, draft, isShown, show }: SectionButtonProps) {
  const isWrong = problemsIn(section, draft).length > 0
  const isChanged = section.paths.some((path) => draft.changed.includes(path))
  const mark = isWrong ? ({ iconAfter: 'warning' } as const) : isChanged ? ({ iconAfter: 'edit' } as const) : {}
  return (
    <Button appearance="subtle" isSelected={isShown} shouldFitContainer onClick={show} {...mark}>
      {section.title}
    </Button>
  )
}

/** What is wrong with the section as a whole; what is wrong with one field stands below it. */
function SectionProblems({ section, draft }: { readonly section: SettingsSection; readonly draft: SettingsDraft }) {
  const whole = problemsIn(section, draft).filter(({ path }) =>
    section.paths.some((leaf) => leaf.startsWith(`${path}.`) || leaf === path),
  )
  return whole.map(({ message }) => <Message key={message} appearance="warning" text={message} />)
}

function problemsIn({ paths }: SettingsSection, { problems }: SettingsDraft) {
  return problems.filter(({ path }) => paths.some((leaf) => leaf.split('.')[0] === path.split('.')[0]))
}
