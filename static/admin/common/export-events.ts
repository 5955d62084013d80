/** What the page and the frame that saves files tell each other. */
export const EXPORT_EVENTS = {
  /** The frame listens now. */
  ready: 'universal-access.export.ready',
  /** Which list to save. */
  question: 'universal-access.export.question',
} as const
