import { useState } from 'react'
import type { ReactNode } from 'react'
import { ButtonGroup, Form, Inline, LoadingButton, Stack, Textfield, useForm } from '@forge/react'
import type { SaidRoles } from '../../../src/core/roles'
import type { PartInput } from '../../../src/app/setup/connection-parts'
import type { Setup } from '../../../src/app/setup/describe-setup'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import type { ConnectionPart } from '../../../src/app/state/setup-record'
import { Field } from '../common/field'
import { Problem } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useAnswer } from '../common/use-question'
import { ask } from '../questions'
import { common, setup as texts } from '../texts'
import { Findings } from './findings'

/** What each of the cards is told. */
export interface CardProps {
  readonly setup: Setup
  readonly timeZone: string
  /** After a save: reads again what is connected. */
  readonly refresh: () => Promise<void>
}

/** The connections as the forms hold them; each form fills its own part. */
export interface ConnectionsValues {
  /** By the name of the field: each directory has its own. */
  directory: Record<string, string>
  orgId: string
  directoryId: string
  apiKey: string
  apiKeyExpires: string
  scimDirectoryId: string
  scimApiKey: string
  /** Key of the organization that is connected now. */
  organizationKey: string
  /** Last day of the credential, where no field of its own has it; '' = not known. */
  expires: string
  /** Groups that the app may write to. */
  groupIds: readonly string[]
  maySuspend: boolean
  roles: SaidRoles
}

export type ConnectionsFormApi = ReturnType<typeof useForm<ConnectionsValues>>

/** @param known Ids are filled in; secrets never come out of the app, so their fields begin empty. */
export function useConnectionsForm(known: Partial<ConnectionsValues>): ConnectionsFormApi {
  const keys = { orgId: '', directoryId: '', apiKey: '', apiKeyExpires: '', scimDirectoryId: '', scimApiKey: '' }
  const defaultValues = {
    ...keys,
    organizationKey: '',
    directory: {},
    expires: '',
    groupIds: [],
    maySuspend: false,
    roles: {},
    ...known,
  }
  return useForm<ConnectionsValues>({ defaultValues })
}

interface ConnectionFormProps {
  readonly name: string
  readonly the: string
  readonly form: ConnectionsFormApi
  readonly toPart: (values: ConnectionsValues) => PartInput
  readonly toTest: (values: ConnectionsValues) => TestQuestion
  readonly refresh: () => Promise<void>
  readonly children: ReactNode
}

/** Tests what was typed, and saves it: two buttons over the same fields. */
export function ConnectionForm({ name, the, form, toPart, toTest, refresh, children }: ConnectionFormProps) {
  const saving = useAction(refresh)
  const testing = useAnswer((question: TestQuestion) => ask('testConnection', question))
  // Of the newest of the two, saving and testing.
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = async (values: ConnectionsValues): Promise<void> => {
    setRefusal(await saving.run(() => ask('saveConnection', toPart(values)), texts.saved(name)))
  }
  const test = (): void => {
    setRefusal(null)
    void testing.again(toTest(form.getValues()))
  }
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.200">
        {children}
        <Findings tested={testing} />
        <Problem text={refusal} />
        <Inline>
          <ButtonGroup>
            <LoadingButton type="button" isLoading={testing.isAsking} onClick={test}>
              {texts.testOf(the)}
            </LoadingButton>
            <LoadingButton appearance="primary" type="submit" isLoading={saving.isBusy}>
              {texts.save(the)}
            </LoadingButton>
          </ButtonGroup>
        </Inline>
      </Stack>
    </Form>
  )
}

interface KeyFieldProps {
  readonly form: ConnectionsFormApi
  readonly name: 'orgId' | 'directoryId' | 'apiKey' | 'scimDirectoryId' | 'scimApiKey'
}

/** An id, or a key that is not shown. Both are needed. */
export function KeyField({ form, name }: KeyFieldProps) {
  const field = form.register(name, { required: common.required })
  const type = name === 'apiKey' || name === 'scimApiKey' ? 'password' : 'text'
  return (
    <Field id={field.id} label={texts.fields[name]} error={form.formState.errors[name]?.message}>
      <Textfield {...field} type={type} width={400} />
    </Field>
  )
}

interface OrganizationKeyProps {
  readonly form: ConnectionsFormApi
  readonly setup: Setup
  readonly part: ConnectionPart
  /** Another one is typed than is connected; what is typed as a secret is none of that. */
  readonly isAnother: boolean
}

/** What an exchange needs beside its own credentials; nothing while no organization is connected. */
export function OrganizationKey({ form, setup, part, isAnother }: OrganizationKeyProps) {
  if (setup.parts.organization === undefined || !isAnother) return null
  const field = form.register('organizationKey')
  const label = part === 'organization' ? texts.fields.organizationKeyBefore : texts.fields.organizationKey
  return (
    <Field id={field.id} label={label} help={texts.organizationKeyHelp[part]}>
      <Textfield {...field} type="password" width={400} />
    </Field>
  )
}

interface LastDayProps {
  readonly form: ConnectionsFormApi
  readonly name: 'expires' | 'apiKeyExpires'
  readonly label: string
  readonly help: string
}

/** The last day of a credential. It may be left out where no API limits it. */
export function LastDay({ form, name, label, help }: LastDayProps) {
  const isOptional = name === 'expires'
  const pattern = isOptional ? /^(\d{4}-\d{2}-\d{2})?$/ : /^\d{4}-\d{2}-\d{2}$/
  const validate = (value: unknown) => pattern.test(String(value).trim()) || texts.notADate(isOptional)
  const field = form.register(name, { validate })
  return (
    <Field id={field.id} label={label} help={help} error={form.formState.errors[name]?.message}>
      <Textfield {...field} width={160} />
    </Field>
  )
}
