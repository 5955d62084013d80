// Builds the Custom UI resource of the app, which Forge takes as it is: one script, one style sheet, one page, no inline code.
// The same sources give the same bytes. Usage: npm run build:frames (before `forge deploy`; the sandbox does it by itself)
import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = resolve(fileURLToPath(import.meta.url), '../../static/export')
const target = join(folder, 'dist')
mkdirSync(target, { recursive: true })
await build({
  entryPoints: [join(folder, 'main.ts')],
  outfile: join(target, 'export.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'warning',
})
for (const file of ['index.html', 'export.css']) cpSync(join(folder, file), join(target, file))
