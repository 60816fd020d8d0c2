import type { ElementRef, WordFault, WordFaultKind } from '../../../core/probe/verdict.ts'

const KIND_WORDS = {
  'never-written': 'never written',
  foreign: 'another buffer’s',
  shifted: 'shifted',
  'wrong-lane': 'of another lane',
  'canary-overwritten': 'no one may write here',
  'unexpected-write': 'should lie free',
} as const satisfies Record<WordFaultKind, string>

/** What is wrong with a word, in words: "shifted by +1". */
export function faultWords({ kind, shift }: WordFault): string {
  if (shift === null) return KIND_WORDS[kind]
  return `shifted by ${shift > 0 ? '+' : '\u2212'}${Math.abs(shift)}`
}

/** An element as one names it: `delta[3] of lane 5`; the words for none where there is none. */
export function elementWords(element: ElementRef | null, none: string): string {
  return element === null ? none : `${element.buffer}[${element.element}] of lane ${element.lane}`
}
