/** Entra ID through Microsoft Graph. */
import type { DirectoryKind } from '../directory-kind'
import { endOfCertificate } from '../private-key'
import { entraHook } from './callout'
import { createEntraDirectory } from './directory'
import { entraForm } from './form'
import { createGraph } from './graph'
import { probeEntra } from './probe'
import { entraSchema } from './schema'
import type { EntraCredentials } from './schema'

export const entra: DirectoryKind<EntraCredentials> = {
  form: entraForm,
  schema: entraSchema,
  connect: (tools, values) => createEntraDirectory(createGraph(tools, values), tools.now),
  probe: probeEntra,
  endOf: ({ certificate }) => (certificate === undefined ? null : endOfCertificate(certificate)),
  hook: entraHook,
}
