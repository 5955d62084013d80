import { Box, Inline, LoadingButton, Lozenge, ProgressBar, Stack, Text, xcss } from '@forge/react'
import { nameOfRun } from '../common/plan-name'
import { Section, Subheading, Subtle } from '../common/shapes'
import { useAction } from '../common/use-action'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { Work } from '../questions'
import { progress as texts, runNames } from '../texts'
import { toCountText } from './run-lines'

interface RunningProps {
  /** null = not known yet. */
  readonly work: readonly Work[] | null
  readonly timeZone: string
  readonly refresh: () => Promise<void>
}

const CARD = xcss({
  borderColor: 'color.border',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderRadius: 'radius.medium',
  width: '100%',
})

/** What is under way, how far it is, how fast it goes, when it ends, and the way to stop it. */
export function RunningSection({ work, timeZone, refresh }: RunningProps) {
  return (
    <Section title={texts.title}>
      {work === null || work.length === 0 ? (
        <Subtle>{work === null ? texts.looking : texts.nothing}</Subtle>
      ) : (
        work.map((one) => <WorkCard key={one.id} work={one} timeZone={timeZone} refresh={refresh} />)
      )}
    </Section>
  )
}

function WorkCard({ work, timeZone, refresh }: { readonly work: Work } & Omit<RunningProps, 'work'>) {
  const { isBusy, run } = useAction(refresh)
  const { id, step, done, total, perMinute, endsAt, counts, isStopping } = work
  const name = work.run === 'undo' || step !== 'reading' ? nameOfRun(id, timeZone) : runNames[work.run]
  const share = done === null || total === null || total === 0 ? null : done / total
  const found = toCountText(counts, ' · ')
  const ends = endsAt === null ? null : formatInstant(endsAt, timeZone)
  return (
    <Box padding="space.200" xcss={CARD}>
      <Stack space="space.150">
        <Inline spread="space-between" alignBlock="center" shouldWrap>
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Subheading>{name}</Subheading>
            <Lozenge appearance="inprogress">{isStopping ? texts.stopping : texts.steps[step]}</Lozenge>
          </Inline>
          {step === 'applying' || step === 'waiting' ? (
            <LoadingButton
              isLoading={isBusy}
              isDisabled={isStopping}
              onClick={() => void run(() => ask('stopRun', { planId: id }), texts.stopped)}
            >
              {texts.stop(name)}
            </LoadingButton>
          ) : null}
        </Inline>
        <ProgressBar ariaLabel={texts.progressOf(name)} value={share ?? 0} isIndeterminate={share === null} />
        <Text>{share === null ? texts.reading : texts.far(done!, total!, share, perMinute, ends)}</Text>
        {found === '' ? null : <Subtle>{found}</Subtle>}
      </Stack>
    </Box>
  )
}
