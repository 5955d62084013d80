import { join } from 'node:path'
import type { Bundle } from '../../../sandbox/forge/build'

/** An app that does nothing: what is measured is then the company alone. */
export const stubBundle: Bundle = {
  backend: join(__dirname, 'stub-app', 'index.cjs'),
  manifest: join(__dirname, 'stub-app', 'manifest.yml'),
  resources: {},
}
