import { useState } from 'react'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import type { Finding } from '../../../src/ports'
import { ask } from '../questions'
import { common } from '../texts'

export interface ConnectionTest {
  readonly isTesting: boolean
  readonly findings: readonly Finding[]
  /** Why it could not be tested, in the server's words. */
  readonly problem: string | null
  readonly setProblem: (problem: string | null) => void
  readonly test: (question: TestQuestion) => Promise<void>
}

/** Tries credentials, typed or stored, and keeps what the services said. */
export function useConnectionTest(): ConnectionTest {
  const [isTesting, setTesting] = useState(false)
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const test = async (question: TestQuestion): Promise<void> => {
    setTesting(true)
    setProblem(null)
    const answer = await ask('testConnection', question).catch(() => ({ ok: false, message: common.failed }) as const)
    setTesting(false)
    setFindings(answer.ok ? answer.value : [])
    if (!answer.ok) setProblem(answer.message)
  }
  return { isTesting, findings, problem, setProblem, test }
}
