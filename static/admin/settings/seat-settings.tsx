import { TextArea, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { settings } from '../texts'
import type { SettingsFormApi } from './settings-form'
import { isWholeNumber } from './values'

const texts = settings.seats

export function SeatSettings({ form }: { readonly form: SettingsFormApi }) {
  const { register, getFieldId, formState } = form
  const { errors } = formState
  const wholeNumber = { validate: (value: unknown) => isWholeNumber(String(value)) || settings.wholeNumber }
  return (
    <Section title={texts.title}>
      <Field
        id={getFieldId('dormancyDays')}
        label={texts.dormancyDays}
        help={texts.dormancyHelp}
        error={errors.dormancyDays?.message}
      >
        <Textfield {...register('dormancyDays', wholeNumber)} width={120} />
      </Field>
      <Field
        id={getFieldId('seatReserve')}
        label={texts.seatReserve}
        help={texts.reserveHelp}
        error={errors.seatReserve?.message}
      >
        <Textfield {...register('seatReserve', wholeNumber)} width={120} />
      </Field>
      <Field
        id={getFieldId('refusalMessage')}
        label={texts.refusalMessage}
        help={texts.refusalHelp}
        error={errors.refusalMessage?.message}
      >
        <TextArea {...register('refusalMessage', { required: settings.required })} minimumRows={2} />
      </Field>
    </Section>
  )
}
