/** One bit per place of a list, packed six to a character: 42,000 of them take 7 KB of a value instead of a megabyte of rows. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BITS = 6

export type Marks = Uint8Array

export function noMarks(length: number): Marks {
  return new Uint8Array(length)
}

export function packMarks(marks: Marks): string {
  let text = ''
  for (let from = 0; from < marks.length; from += BITS) {
    let value = 0
    for (let bit = 0; bit < BITS; bit += 1) value = value * 2 + (marks[from + bit] ?? 0)
    text += ALPHABET[value]
  }
  return text
}

export function unpackMarks(text: string, length: number): Marks {
  const marks = noMarks(length)
  for (let index = 0; index < length; index += 1) {
    const value = ALPHABET.indexOf(text[Math.floor(index / BITS)] ?? 'A')
    marks[index] = (value >> (BITS - 1 - (index % BITS))) & 1
  }
  return marks
}
