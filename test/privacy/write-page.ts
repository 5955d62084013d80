/** `npm run -s privacy`: writes the tables of docs/privacy.md anew from the schema. */
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { AT_REST } from './at-rest'
import { toMarkdown, withTables } from './to-markdown'

const PAGE = 'docs/privacy.md'

async function writePage(): Promise<void> {
  const page = withTables(readFileSync(PAGE, 'utf8'), toMarkdown(AT_REST))
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }))
}

void writePage()
