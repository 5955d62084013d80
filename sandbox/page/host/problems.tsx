/** Loud, visible errors: what the app does and this page cannot show must never pass unnoticed. */
import { createStore, useStore } from './store'

const problems = createStore<readonly string[]>([])

export function reportProblem(text: string): void {
  if (!problems.get().includes(text)) problems.set([...problems.get(), text])
}

export function forgetProblems(): void {
  problems.set([])
}

// Fixed colours instead of tokens: an error has to be readable even where the theme is what failed.
const LOUD = { background: '#AE2E24', color: '#FFFFFF', padding: 8, font: 'bold 14px monospace' } as const

export function Loud({ children }: { children: string }) {
  return (
    <div role="alert" data-sandbox-problem="" style={LOUD}>
      {children}
    </div>
  )
}

export function Problems() {
  return useStore(problems).map((text) => <Loud key={text}>{text}</Loud>)
}
