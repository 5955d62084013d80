/** `npm run -s docs`: writes the tables of docs/sandbox.md anew from the guesses. */
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { withTables } from './to-markdown'

const PAGE = 'docs/sandbox.md'

async function writePage(): Promise<void> {
  const page = withTables(readFileSync(PAGE, 'utf8'))
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }))
}

void writePage()
