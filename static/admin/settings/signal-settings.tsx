import { Checkbox, HelperMessage, Stack, TextArea } from '@forge/react'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { settings } from '../texts'
import type { SettingsFormApi } from './settings-form'

const texts = settings.signals

export function SignalSettings({ form }: { readonly form: SettingsFormApi }) {
  const { register, getFieldId } = form
  return (
    <Section title={texts.title}>
      <Checkbox {...register('productEvents')} label={texts.productEvents} />
      <Stack>
        <Checkbox {...register('signIn')} label={texts.signIn} />
        <HelperMessage>{texts.signInHelp}</HelperMessage>
      </Stack>
      <Field id={getFieldId('signInAppIds')} label={texts.appIds} help={texts.appIdsHelp}>
        <TextArea {...register('signInAppIds')} minimumRows={2} isMonospaced />
      </Field>
    </Section>
  )
}
