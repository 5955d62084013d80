import { useCallback, useEffect, useRef, useState } from 'react'
import { Box, Inline, LoadingButton, Lozenge, ProgressBar, Stack, Text } from '@forge/react'
import { WIDE_CARD } from '../common/boxes'
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
    <Box padding="space.200" xcss={WIDE_CARD}>
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

const POLL_MS = 4_000
/** Whatever was just started shows within a minute. */
const LOOKS_AHEAD = 15

export interface RunningSource {
  /** null = not known yet. */
  readonly work: readonly Work[] | null
  /** Something was just started: look for it. */
  readonly watch: () => void
}

/**
 * What is under way: asked once, and every few seconds while something is, or was just started.
 * @param onEnd called when everything that was under way is over
 */
export function useRunning(looks: number, onEnd: () => void): RunningSource {
  const [work, setWork] = useState<readonly Work[] | null>(null)
  const looksLeft = useRef(0)
  const wasBusy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const ended = useRef(onEnd)
  ended.current = onEnd
  const look = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    const answer = await ask('readRunning')
    // What cannot be read is asked for again: the line with the last numbers stays.
    const isBusy = answer.ok ? answer.value.work.length > 0 : wasBusy.current
    if (answer.ok) setWork(answer.value.work)
    if (wasBusy.current && !isBusy) ended.current()
    wasBusy.current = isBusy
    looksLeft.current = isBusy ? 0 : Math.max(0, looksLeft.current - 1)
    if (isBusy || looksLeft.current > 0) timer.current = setTimeout(() => void look(), POLL_MS)
  }, [])
  useEffect(() => {
    void look()
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [look, looks])
  const watch = (): void => {
    looksLeft.current = LOOKS_AHEAD
  }
  return { work, watch }
}
