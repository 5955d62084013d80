/**
 * The frame that saves a list as a file: a UI Kit page cannot. The page around it says which list; the rows come page by
 * page from the same resolver, which decides about rows and columns and whether the caller may have them.
 */
import { events, view } from '@forge/bridge'
import type { ExportQuestion } from '../../src/app/export/read-export'
import type { ExportRows } from '../../src/app/export/export-source'
import { ask } from '../admin/questions'
import type { Answer } from '../admin/questions'
import { common } from '../admin/texts/common'
import { EXPORT_EVENTS, exports as texts } from '../admin/texts/export'
import { toBlob } from './to-file'
import type { Cell, FileFormat } from './to-file'

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
      const page: ExportRows = await readPage(question, cursor)
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

/** Forge limits how much an installation may read in a minute: a page that came too soon is asked for again. */
const PAUSES_MS = [2_000, 5_000, 15_000, 30_000, 60_000]

async function readPage(question: ExportQuestion, cursor: string | null): Promise<ExportRows> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return valueOf(await ask('readExport', { ...question, cursor }))
    } catch (error) {
      if (error instanceof Refusal && !error.isPassing) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return valueOf(await ask('readExport', { ...question, cursor }))
}

class Refusal extends Error {
  readonly isPassing: boolean
  constructor(message: string, isPassing: boolean) {
    super(message)
    this.isPassing = isPassing
  }
}

function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new Refusal(answer.message, answer.code === 'throttled' || answer.code === 'unavailable')
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
