import type { ReactNode } from 'react'
import { ButtonGroup, Form, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import type { PartInput } from '../../../src/app/setup/connection-parts'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import type { ConnectionsFormApi } from '../connections/form-api'
import type { ConnectionsValues } from '../connections/values'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { common, setup as texts } from '../texts'
import { Findings } from './findings'
import { useConnectionTest } from './use-connection-test'

interface ConnectionFormProps {
  readonly name: string
  readonly the: string
  readonly form: ConnectionsFormApi
  readonly toPart: (values: ConnectionsValues) => PartInput
  /** null: there is nothing to try. */
  readonly toTest: ((values: ConnectionsValues) => TestQuestion) | null
  readonly refresh: () => Promise<void>
  readonly children: ReactNode
}

/** Tests what was typed, and saves it: two buttons over the same fields. */
export function ConnectionForm({ name, the, form, toPart, toTest, refresh, children }: ConnectionFormProps) {
  const saving = useAction(refresh)
  const { isTesting, findings, problem, setProblem, test } = useConnectionTest()
  const save = async (values: ConnectionsValues): Promise<void> => {
    setProblem(await saving.run(() => ask('saveConnection', toPart(values)), texts.saved(name)))
  }
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.200">
        {children}
        <Findings findings={findings} />
        {problem === null ? null : (
          <SectionMessage appearance="error" title={common.notDoneTitle}>
            <Text>{problem}</Text>
          </SectionMessage>
        )}
        <Inline>
          <ButtonGroup>
            {toTest === null ? null : (
              <LoadingButton type="button" isLoading={isTesting} onClick={() => void test(toTest(form.getValues()))}>
                {texts.testOf(the)}
              </LoadingButton>
            )}
            <LoadingButton appearance="primary" type="submit" isLoading={saving.isBusy}>
              {texts.save(the)}
            </LoadingButton>
          </ButtonGroup>
        </Inline>
      </Stack>
    </Form>
  )
}
