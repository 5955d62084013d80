/**
 * The frame that saves a list as a file: a UI Kit page cannot. The page around it says which list; the rows come page by
 * page from the same resolver, which decides about rows and columns and whether the caller may have them.
 */
import { events, makeInvoke, view } from '@forge/bridge'
import type { AdminDefinitions, Answer } from '../../src/app/admin/methods'
import type { ExportQuestion } from '../../src/app/export/read-export'
import { EXPORT_EVENTS } from '../admin/common/export-events'
import { common } from '../admin/texts/common'
import { exports as texts } from '../admin/texts/export'
import { toBlob } from './to-file'
import type { Cell, FileFormat } from './to-file'

const ask = makeInvoke<AdminDefinitions>()
const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T
const buttons = { csv: byId<HTMLButtonElement>('csv'), json: byId<HTMLButtonElement>('json') }
const status = byId('status')
const again = byId<HTMLAnchorElement>('again')
let wanted: ExportQuestion | null = null

function say(text: string, isFailure = false): void {
  status.textContent = text
  status.classList.toggle('failed', isFailure)
}

function setEnabled(isEnabled: boolean): void {
  for (const button of Object.values(buttons)) button.disabled = !isEnabled
}

async function save(format: FileFormat, question: ExportQuestion): Promise<void> {
  setEnabled(false)
  again.hidden = true
  try {
    const head = valueOf(await ask('startExport', question))
    const rows: (readonly Cell[])[] = []
    let cursor: string | null = null
    do {
      say(texts.reading(rows.length))
      const page: { rows: readonly (readonly Cell[])[]; next: string | null } = valueOf(
        await ask('readExport', { ...question, cursor }),
      )
      rows.push(...page.rows)
      cursor = page.next
    } while (cursor !== null)
    offer(toBlob(format, head.columns, rows), `${head.fileName}.${format}`)
    say(texts.saved(rows.length))
  } catch (error) {
    say(error instanceof Refusal ? error.message : common.failed, true)
  } finally {
    setEnabled(true)
  }
}

class Refusal extends Error {}

function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new Refusal(answer.message)
}

/** Saves at once, and leaves a link for a browser that wants to see somebody click. */
function offer(blob: Blob, name: string): void {
  if (again.href !== '') URL.revokeObjectURL(again.href)
  again.href = URL.createObjectURL(blob)
  again.download = name
  again.textContent = texts.again(name)
  again.hidden = false
  again.click()
}

for (const format of ['csv', 'json'] as const) {
  buttons[format].textContent = texts[format]
  buttons[format].addEventListener('click', () => {
    if (wanted !== null) void save(format, wanted)
  })
}

async function begin(): Promise<void> {
  await view.theme.enable()
  await events.on(EXPORT_EVENTS.question, (question: ExportQuestion) => {
    wanted = question
    setEnabled(true)
    say('')
  })
  // Said again until there is an answer: the page around may begin to listen later than this frame.
  while (wanted === null) {
    await events.emit(EXPORT_EVENTS.ready)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

void begin().catch(() => say(common.failed, true))
