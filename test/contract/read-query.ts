/** Query parameters are texts: numbers, booleans and comma lists are read as what their schema expects. */

/** @param types by parameter; a value that does not fit its type stays a text, which its schema then refuses */
export function readQuery(
  query: URLSearchParams,
  types: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name)
    if (types[name] === 'array') values[name] = texts.flatMap((text) => text.split(','))
    else values[name] = texts.length === 1 ? readValue(texts[0]!, types[name]) : texts
  }
  return values
}

function readValue(text: string, type: string | undefined): unknown {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
