import type { RE2JS } from 're2js'

/** What a text has at most for which the cost is counted: longer ones cost more in proportion. */
const TEXT_LENGTH = 256

/** The parts of a compiled program that decide what a match costs (re2js 2.10.0, Prog and Inst). */
interface Instruction {
  readonly op: number
  readonly out: number
  /** Of a choice: where it also goes. */
  readonly arg: number
  /** Pairs of the first and last character, or one character alone. */
  readonly runes: Int32Array
  matchRune(rune: number): boolean
}
interface Program {
  readonly start: number
  readonly inst: readonly Instruction[]
}
const CHOICES = [1, 2]
/** Captures, conditions of no length, and no-ops: taken to hold. */
const PASSED = [3, 4, 7]
const isRune = ({ op }: Instruction): boolean => op >= 8 && op <= 11

/**
 * What a match of 256 characters costs at most: instructions that are alive, summed over the characters. Counted, not timed, so
 * that a pattern is judged alike everywhere. After so many characters only those can be alive that so many lead to, and of
 * these only what the last one fits.
 * @param most counting ends above it
 */
export function costOfMatch(compiled: RE2JS, most: number): number {
  const { start, inst } = (compiled.re2Input as unknown as { readonly prog: Program }).prog
  const fits = charactersOf(inst)
  const follow = createFollow(inst)
  let reached = follow([start])
  let cost = reached.length
  for (let at = 0; at < TEXT_LENGTH && cost <= most; at += 1) {
    const runes = reached.filter((pc) => isRune(inst[pc]!))
    const byCharacter = new Map<number, number[]>()
    for (const pc of runes)
      for (const character of fits.get(pc)!) {
        const outs = byCharacter.get(character)
        if (outs === undefined) byCharacter.set(character, [inst[pc]!.out])
        else outs.push(inst[pc]!.out)
      }
    let worst = 0
    for (const outs of byCharacter.values()) worst = Math.max(worst, follow(outs).length)
    cost += worst
    const next = follow(runes.map((pc) => inst[pc]!.out))
    const before = new Set(reached)
    // As it is now it stays.
    if (next.length === before.size && next.every((pc) => before.has(pc))) return cost + worst * (TEXT_LENGTH - at - 1)
    reached = next
  }
  return cost
}

/** @returns of each instruction that reads a character, which it fits: one for each set of instructions that a character can fit */
function charactersOf(inst: readonly Instruction[]): ReadonlyMap<number, readonly number[]> {
  // Long lists of characters are shared by the copies that a repetition makes.
  const keyOf = ({ arg, runes }: Instruction): unknown => (runes.length > 2 ? runes : `${arg} ${runes.join()}`)
  const classes = new Map(inst.filter(isRune).map((one) => [keyOf(one), one]))
  const firsts = new Set([...classes.values()].flatMap(({ runes }) => [...runes].filter((_, index) => index % 2 === 0)))
  const bySet = new Map(
    [...firsts].map((rune) => [[...classes.values()].map((one) => +one.matchRune(rune)).join(''), rune]),
  )
  const characters = [...bySet.values()]
  const fitting = new Map(
    [...classes].map(([key, one]) => [key, characters.filter((character) => one.matchRune(character))]),
  )
  return new Map(inst.flatMap((one, pc) => (isRune(one) ? [[pc, fitting.get(keyOf(one))!] as const] : [])))
}

/** @returns a function that tells what is alive once the given instructions have been reached */
function createFollow(inst: readonly Instruction[]): (reached: readonly number[]) => readonly number[] {
  const seen = new Uint32Array(inst.length)
  let round = 0
  return (reached) => {
    round += 1
    const alive: number[] = []
    const ahead = [...reached]
    for (let pc = ahead.pop(); pc !== undefined; pc = ahead.pop()) {
      if (seen[pc] === round) continue
      seen[pc] = round
      alive.push(pc)
      const { op, out, arg } = inst[pc]!
      if (CHOICES.includes(op)) ahead.push(out, arg)
      else if (PASSED.includes(op)) ahead.push(out)
    }
    return alive
  }
}

/** Characters outside brackets, classes in brackets, and counted repetitions. */
const PARTS = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[^]/gu

/** How long a pattern is with its counted repetitions written out: a first look, so that a huge one is never compiled. */
export function lengthWrittenOut(pattern: string): number {
  const lengths = [0]
  let last = 0
  const add = (length: number): void => {
    lengths[lengths.length - 1]! += length
  }
  for (const [part, min, max] of pattern.matchAll(PARTS)) {
    if (min !== undefined) {
      const times = Math.max(1, Number(min), Number(max || 0))
      add(last * (times - 1))
      last *= times
    } else if (part === '(') lengths.push(1)
    else if (part === ')' && lengths.length > 1) add((last = lengths.pop()!))
    else add((last = 1))
  }
  return lengths.reduce((sum, length) => sum + length)
}
