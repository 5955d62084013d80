import type { DirectoryForm } from './form'
import { entraForm } from './entra/form'
import { oktaForm } from './okta/form'

/** The forms of the directories in index.ts, in the order in which the page offers them. */
export const DIRECTORY_FORMS: readonly DirectoryForm[] = [entraForm, oktaForm]
