import type { DirectoryKind } from './directory-kind'
import { entra } from './entra'
import { okta } from './okta'

/** Every kind of directory that people may live in: a line here, and its form in forms.ts. */
export const DIRECTORIES: readonly DirectoryKind<unknown>[] = [entra, okta]
