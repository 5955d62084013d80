import type * as v from 'valibot'
import type { Budget, Directories, DirectoryFinding, DirectoryReader } from '../../ports'
import type { Fetch } from '../http'
import type { DirectoryForm } from './form'

/** All that the app knows of one kind of directory. `Values` are those of a connection to it. */
export interface DirectoryKind<Values> {
  readonly form: DirectoryForm
  readonly schema: v.GenericSchema<unknown, Values>
  connect(tools: DirectoryTools, values: Values): DirectoryReader
  /** Signs in and looks whether everything that the app needs may be read. */
  probe(tools: DirectoryTools, values: Values): Promise<readonly Tried[]>
  /** See the port; left out where no credential tells its end. */
  endOf?(values: Values): string | null
  /** Left out where the provider calls nobody in a form of its own. */
  readonly hook?: ProviderHook
}

export type Tried = Omit<DirectoryFinding, 'kind'>

export interface DirectoryTools {
  readonly fetch: Fetch
  readonly budget: Pick<Budget, 'timeLeftMs'>
  readonly now: () => Date
}

/** How a provider calls the web trigger; see the port. */
export type ProviderHook = Partial<Pick<Directories, 'answerChallenge' | 'answerCallout' | 'parseDelivery'>>

/** @returns whether exactly the fields of one choice are filled in */
export function fitsOneChoice({ choices }: DirectoryForm, values: Readonly<Record<string, unknown>>): boolean {
  const given = Object.keys(values).filter((name) => values[name] !== undefined)
  return choices.some(
    ({ fields }) => fields.length === given.length && fields.every(({ name }) => given.includes(name)),
  )
}
