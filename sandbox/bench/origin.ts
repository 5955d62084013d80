/** On what it is measured. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import type { Origin } from './markdown'

export function readOrigin(): Origin {
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor'
  return { commit: readCommit(), machine: `${availableParallelism()} cores of ${model}, Node ${process.versions.node}` }
}

function readCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'an unknown commit'
  }
}
