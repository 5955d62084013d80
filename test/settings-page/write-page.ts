/** `npm run -s docs`: writes the table of settings in docs/admin-guide.md anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { toMarkdown, withTable } from './to-markdown'

const PAGE = 'docs/admin-guide.md'

async function writePage(): Promise<void> {
  const page = withTable(readFileSync(PAGE, 'utf8'), toMarkdown())
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }))
}

void writePage()
