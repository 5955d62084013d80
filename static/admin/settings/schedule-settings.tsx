import { useState } from 'react'
import { Select, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { Section } from '../common/section'
import type { Overview } from '../questions'
import { settings } from '../texts'
import { SchedulePreviewLines } from './schedule-preview'
import type { SettingsFormApi } from './settings-form'
import { listTimeZones } from './time-zones'
import { isWholeNumber, toOption } from './values'

const texts = settings.schedules

interface ScheduleSettingsProps {
  readonly form: SettingsFormApi
  readonly overview: Overview
}

/** When the jobs run. The server says while somebody types what an expression means. */
export function ScheduleSettings({ form, overview }: ScheduleSettingsProps) {
  const { register, getFieldId, formState } = form
  const { errors } = formState
  const saved = overview.settings.schedules
  // The form library of UI Kit cannot be watched, so what is typed is kept here too.
  const [typed, setTyped] = useState(saved)
  const cronField = (job: 'provision' | 'sweep') => {
    const field = register(job, { required: settings.required })
    const onChange = (event: { target: { value?: string } }): void => {
      field.onChange(event)
      setTyped((current) => ({ ...current, [job]: event.target.value ?? '' }))
    }
    return <Textfield {...field} onChange={onChange} isMonospaced width={240} />
  }
  const preview = (job: 'provision' | 'sweep') => (
    <SchedulePreviewLines
      expression={typed[job]}
      timeZone={typed.timeZone}
      saved={{ expression: saved[job], timeZone: saved.timeZone, preview: overview.schedules[job] }}
    />
  )
  const timeZoneField = register('timeZone')
  const { id: timeZoneId, defaultValue, onChange: changeTimeZone, name } = timeZoneField
  return (
    <Section title={texts.title} about={texts.about}>
      <Field id={getFieldId('provision')} label={texts.provision} error={errors.provision?.message}>
        {cronField('provision')}
        {preview('provision')}
      </Field>
      <Field id={getFieldId('sweep')} label={texts.sweep} error={errors.sweep?.message}>
        {cronField('sweep')}
        {preview('sweep')}
      </Field>
      <Field id={timeZoneId} label={texts.timeZone}>
        <Select
          name={name}
          inputId={timeZoneId}
          defaultValue={defaultValue}
          options={listTimeZones(saved.timeZone).map(toOption)}
          onChange={(option: { label: string; value: string }) => {
            changeTimeZone(option)
            setTyped((current) => ({ ...current, timeZone: option.value }))
          }}
        />
      </Field>
      <Field
        id={getFieldId('leaversMinutes')}
        label={texts.leaversMinutes}
        help={texts.leaversHelp}
        error={errors.leaversMinutes?.message}
      >
        <Textfield
          {...register('leaversMinutes', {
            validate: (value: unknown) => isWholeNumber(String(value)) || settings.wholeNumber,
          })}
          width={120}
        />
      </Field>
    </Section>
  )
}
