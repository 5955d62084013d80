import { useState } from 'react'
import { Form, FormFooter, LoadingButton, SectionMessage, Stack, Text, useForm } from '@forge/react'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import type { Overview } from '../questions'
import { common, settings as texts } from '../texts'
import { GroupSettings } from './group-settings'
import { ScheduleSettings } from './schedule-settings'
import { SeatSettings } from './seat-settings'
import { SignalSettings } from './signal-settings'
import { toPatch, toValues } from './values'
import type { SettingsValues } from './values'

export type SettingsFormApi = ReturnType<typeof useForm<SettingsValues>>

interface SettingsFormProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/** One form for all settings: they are judged together by the server, and saved together or not at all. */
export function SettingsForm({ overview, refresh }: SettingsFormProps) {
  const form = useForm<SettingsValues>({ defaultValues: toValues(overview.settings) })
  const { isBusy, run } = useAction(refresh)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (values: SettingsValues): Promise<void> => {
    setProblem(await run(() => ask('saveSettings', toPatch(values)), texts.saved))
  }
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.400">
        <GroupSettings form={form} saved={overview.settings.requiredGroupIds} />
        <SeatSettings form={form} />
        <ScheduleSettings form={form} overview={overview} />
        <SignalSettings form={form} />
        {problem === null ? null : (
          <SectionMessage appearance="error" title={common.notSavedTitle}>
            <Text>{problem}</Text>
          </SectionMessage>
        )}
      </Stack>
      <FormFooter align="start">
        <LoadingButton appearance="primary" type="submit" isLoading={isBusy}>
          {texts.save}
        </LoadingButton>
      </FormFooter>
    </Form>
  )
}
