import type { DirectoryForm } from '../../../src/adapters/directories/form'
import { DIRECTORY_FORMS } from '../../../src/adapters/directories/forms'

/** What is of one directory stands in its form. */
export function formOf(kind: unknown): DirectoryForm | undefined {
  return DIRECTORY_FORMS.find((form) => form.kind === kind)
}

/** What is particular to each of the directories, for the help of a setting. @param place see the form */
export function hintsOf(place: string): readonly string[] {
  return DIRECTORY_FORMS.flatMap(({ hints }) => hints[place] ?? [])
}
