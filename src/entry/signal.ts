/** The web trigger comes with its own release; until then nobody can ask through it. */
export function signal(): { statusCode: number; headers: Record<string, string[]>; body: string } {
  return {
    statusCode: 501,
    headers: { 'content-type': ['text/plain; charset=utf-8'] },
    body: 'Not yet: this signal cannot be used in this version.',
  }
}
