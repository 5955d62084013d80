import type { CredentialChoice, DirectoryForm } from '../../../src/adapters/directories/form'
import { DIRECTORY_FORMS } from '../../../src/adapters/directories/forms'

/** Where the people are, and how the app signs in there. */
export interface DirectoryChoice extends CredentialChoice {
  /** Unique among all directories. */
  readonly value: string
  readonly form: DirectoryForm
}

export const DIRECTORY_CHOICES: readonly DirectoryChoice[] = DIRECTORY_FORMS.flatMap((form) =>
  form.choices.map((choice) => ({ ...choice, form, value: `${form.kind}-${choice.id}` })),
)

/** The way that is offered first: of the directory that is connected, where one is. */
export function firstChoice(kind: string | undefined): DirectoryChoice {
  return DIRECTORY_CHOICES.find(({ form }) => form.kind === kind) ?? DIRECTORY_CHOICES[0]!
}

/** What is sent of a filled-in form: what the choice asks for, and nothing of the others. */
export function toDirectory({ form, fields }: DirectoryChoice, filled: Readonly<Record<string, string>>) {
  return { kind: form.kind, values: Object.fromEntries(fields.map(({ name }) => [name, filled[name] ?? ''])) }
}
