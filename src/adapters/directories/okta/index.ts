/** Okta through its Users, Groups and System Log APIs. */
import type { DirectoryKind } from '../directory-kind'
import { createOkta } from './client'
import { createOktaDirectory } from './directory'
import { oktaHook } from './event-hook'
import { oktaForm } from './form'
import { probeOkta } from './probe'
import { oktaSchema } from './schema'
import type { OktaCredentials } from './schema'

export const okta: DirectoryKind<OktaCredentials> = {
  form: oktaForm,
  schema: oktaSchema,
  connect: (tools, values) => createOktaDirectory(createOkta(tools, values), tools.now),
  probe: probeOkta,
  hook: oktaHook,
}
