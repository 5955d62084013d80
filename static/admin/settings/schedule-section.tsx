import { Select, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { Labelled, NumberSetting, describe, idOf } from './fields'
import { SchedulePreviewLines } from './schedule-preview'
import type { SectionProps } from './section-props'
import { listTimeZones } from './time-zones'

/** When the jobs run. The server says while somebody types what an expression means. */
export function ScheduleSection({ draft, overview }: SectionProps) {
  const { schedules } = draft.values
  const saved = draft.inForce.schedules
  const cron = (job: 'provision' | 'sweep') => {
    const path = `schedules.${job}` as const
    return (
      <Field id={idOf(path)} label={describe({ draft, path }).label}>
        <Textfield
          key={draft.generation}
          id={idOf(path)}
          defaultValue={schedules[job]}
          isMonospaced
          width={240}
          onChange={(event) => draft.set(path, event.target.value ?? '')}
        />
        <SchedulePreviewLines
          expression={schedules[job]}
          timeZone={schedules.timeZone}
          saved={{ expression: saved[job], timeZone: saved.timeZone, preview: overview.schedules[job] }}
        />
      </Field>
    )
  }
  return (
    <>
      {cron('provision')}
      {cron('sweep')}
      <Labelled draft={draft} path="schedules.timeZone">
        <Select
          key={draft.generation}
          inputId={idOf('schedules.timeZone')}
          defaultValue={toOption(schedules.timeZone)}
          options={listTimeZones(saved.timeZone).map(toOption)}
          onChange={(option: { value: string }) => draft.set('schedules.timeZone', option.value)}
        />
      </Labelled>
      <NumberSetting draft={draft} path="schedules.leaversMinutes" />
    </>
  )
}

function toOption(value: string): { label: string; value: string } {
  return { label: value, value }
}
