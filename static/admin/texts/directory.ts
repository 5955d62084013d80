import type { DirectoryForm } from '../../../src/adapters/directories/form'
import { DIRECTORY_FORMS } from '../../../src/adapters/directories/forms'

/** Where the people of the company are, and how the app signs in there. What is of one directory stands in its form. */
export const directory = {
  choice: 'People are in',
  choiceHelp:
    'And how the app signs in there. In another directory everybody is matched anew, and nobody loses anything.',
} as const

export function formOf(kind: unknown): DirectoryForm | undefined {
  return DIRECTORY_FORMS.find((form) => form.kind === kind)
}

/** What is particular to each of the directories, for the help of a setting. @param place see the form */
export function hintsOf(place: string): readonly string[] {
  return DIRECTORY_FORMS.flatMap(({ hints }) => hints[place] ?? [])
}
