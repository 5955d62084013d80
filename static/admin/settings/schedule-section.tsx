import { Select, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { settings } from '../texts'
import { NumberSetting, idOf } from './fields'
import { SchedulePreviewLines } from './schedule-preview'
import type { SectionProps } from './sections'
import { listTimeZones } from './time-zones'

const texts = settings.schedules

/** When the jobs run. The server says while somebody types what an expression means. */
export function ScheduleSection({ draft, overview }: SectionProps) {
  const { schedules } = draft.values
  const saved = draft.inForce.schedules
  const cron = (job: 'provision' | 'sweep') => {
    const path = `schedules.${job}` as const
    return (
      <Field id={idOf(path)} label={texts[job]}>
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
  const timeZoneId = idOf('schedules.timeZone')
  return (
    <>
      {cron('provision')}
      {cron('sweep')}
      <Field id={timeZoneId} label={texts.timeZone}>
        <Select
          key={draft.generation}
          inputId={timeZoneId}
          defaultValue={toOption(schedules.timeZone)}
          options={listTimeZones(saved.timeZone).map(toOption)}
          onChange={(option: { value: string }) => draft.set('schedules.timeZone', option.value)}
        />
      </Field>
      <NumberSetting
        draft={draft}
        path="schedules.leaversMinutes"
        label={texts.leaversMinutes}
        help={texts.leaversHelp}
      />
    </>
  )
}

function toOption(value: string): { label: string; value: string } {
  return { label: value, value }
}
