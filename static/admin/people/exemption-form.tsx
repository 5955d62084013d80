import { Form, FormFooter, Inline, LoadingButton, Stack, Text, Textfield, useForm } from '@forge/react'
import { Field } from '../common/field'
import { Problem, Subheading } from '../common/shapes'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import type { Explanation } from '../questions'
import { common, people as texts } from '../texts'

interface ExemptionFormProps {
  readonly accountId: string
  readonly exemption: Explanation['exemption']
  /** Of the settings that the page shows. */
  readonly version: number
  readonly refresh: () => Promise<void>
}

interface Values {
  owner: string
  reason: string
  until: string
}

/** Who answers for keeping this person's access, why, and until when. */
export function ExemptionForm({ accountId, exemption, version, refresh }: ExemptionFormProps) {
  const form = useForm<Values>({
    defaultValues: {
      owner: exemption?.owner ?? '',
      reason: exemption?.reason ?? '',
      until: exemption?.until ?? '',
    },
  })
  const { errors } = form.formState
  const saving = useAction(refresh)
  const ending = useAction(refresh)
  const save = async ({ owner, reason, until }: Values): Promise<void> => {
    const question = { accountId, owner, reason, until: until.trim() === '' ? null : until.trim(), version }
    await saving.run(() => ask('exemptPerson', question), texts.exempted)
  }
  const field = (name: keyof Values, help?: string) => (
    <Field id={form.getFieldId(name)} label={texts.exemption[name]} help={help} error={errors[name]?.message}>
      <Textfield {...form.register(name, name === 'until' ? {} : { required: common.required })} />
    </Field>
  )
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.150">
        <Subheading>{exemption === null ? texts.exemption.title : texts.exemption.changeTitle}</Subheading>
        <Text>{texts.exemption.about}</Text>
        {field('owner')}
        {field('reason')}
        {field('until', texts.exemption.untilHelp)}
        <Problem title={common.notSavedTitle} text={saving.problem} />
      </Stack>
      <FormFooter align="start">
        <Inline space="space.100">
          <LoadingButton type="submit" isLoading={saving.isBusy}>
            {exemption === null ? texts.exemption.save : texts.exemption.change}
          </LoadingButton>
          {exemption === null ? null : (
            <LoadingButton
              appearance="subtle"
              isLoading={ending.isBusy}
              onClick={() => void ending.run(() => ask('endExemption', { accountId, version }), texts.exemptionEnded)}
            >
              {texts.exemption.end}
            </LoadingButton>
          )}
        </Inline>
      </FormFooter>
    </Form>
  )
}
