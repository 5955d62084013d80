/** Prints the mutants that no test noticed, one a line, from the last report of `npm run mutants`. */
import { readFileSync } from 'node:fs'

const { files } = JSON.parse(readFileSync('.build/mutants/report.json', 'utf8'))
for (const [path, { source, mutants }] of Object.entries(files)) {
  const lines = source.split('\n')
  for (const { status, location, mutatorName, replacement } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue
    const { line, column } = location.start
    console.log(`${path}:${line}:${column} ${status} ${mutatorName}: ${lines[line - 1].trim()}  ->  ${replacement}`)
  }
}
