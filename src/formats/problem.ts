import { nearestNames } from '../core/registry/names.ts'

/** What is wrong with an input, and where. */
export interface Problem {
  /** Such as `factories[3].entries[0].size`; empty for the input as a whole. */
  readonly path: string
  /** What was found and what was expected, in one sentence. */
  readonly message: string
  /** 1-based; only for what is not JSON at all. */
  readonly line?: number
  readonly column?: number
}

/** Something that was opened all the same, but that a person should know. */
export interface Notice {
  readonly path: string
  readonly message: string
}

/** Problems of one input that are listed; more are not looked for. */
export const MAX_PROBLEMS = 50

export type PathKey = string | number

/** A path as it is written: `factories[3].entries[0].size`; odd keys in brackets and quotes. */
export function pathText(path: readonly PathKey[]): string {
  return path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`
      return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
    })
    .join('')
    .replace(/^\./, '')
}

/** A value as it may stand in a sentence: JSON, escaped, at most 60 characters. */
export function foundText(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  const isWhole = typeof value === 'number' || typeof value === 'boolean' || value === null
  const text = isWhole ? String(value) : JSON.stringify(value)
  const characters = Array.from(text)
  return characters.length > 60 ? `${characters.slice(0, 57).join('')}…` : text
}

/** Up to MAX_PROBLEMS problems and notices each, in the order in which they are met. */
export class ProblemList {
  readonly problems: Problem[] = []
  readonly notices: Notice[] = []
  /** Problems beyond those listed. */
  unlisted = 0

  get isFull(): boolean {
    return this.problems.length >= MAX_PROBLEMS
  }

  add(path: readonly PathKey[], message: string): void {
    if (this.isFull) this.unlisted++
    else this.problems.push({ path: pathText(path), message })
  }

  notice(path: readonly PathKey[], message: string): void {
    if (this.notices.length < MAX_PROBLEMS) this.notices.push({ path: pathText(path), message })
  }
}

/** The sentence about an id that leads nowhere, with the nearest known ones. */
export function unknownId(id: string, known: Iterable<string>): string {
  const near = nearestNames(id, known).map(foundText).join(', ')
  const nearest = near === '' ? 'there are none' : `nearest: ${near}`
  return `Found ${foundText(id)}, expected the id of a factory; ${nearest}.`
}
