import type { ProbePlan } from './plan.ts'

/** Words of one lane's record: done mark, errors, and of the first error its code, site, word and what was found. */
export const LANE_WORDS = 6
/** Words of one site's record: code of its first error, word, and what was found. */
export const SITE_WORDS = 3
/** What a lane writes, plus its number, when it came to the end. */
export const DONE = 1_610_612_736
/** Canaries are this plus the word's index in its arena: the top bit, which no tag has. */
export const CANARY = 2 ** 31

/** Why an access is wrong. */
export const ACCESS_ERRORS = {
  1: 'past-slice',
  2: 'past-window',
  3: 'window-past-window',
  4: 'read-back',
} as const satisfies Record<number, string>

export type AccessError = (typeof ACCESS_ERRORS)[keyof typeof ACCESS_ERRORS]

/** Where each part of the result buffer begins, in words. */
export interface DumpShape {
  readonly lanes: number
  readonly sitesAt: number
  readonly sharedAt: number
  readonly persistentAt: number
  readonly words: number
}

/** The result buffer of a plan: lane records, site records, the shared arena, each lane's persistent arena. */
export function dumpShapeOf(plan: ProbePlan): DumpShape {
  const sitesAt = plan.lanes * LANE_WORDS
  const sharedAt = sitesAt + plan.tree.root.subtree.sites * SITE_WORDS
  const persistentAt = sharedAt + plan.shared.physical
  const words = persistentAt + plan.lanes * plan.persistent.physical
  return { lanes: plan.lanes, sitesAt, sharedAt, persistentAt, words }
}

/** The first error of a lane or a site. */
export interface AccessRecord {
  readonly error: AccessError
  readonly site: number
  /** Word of the buffer. */
  readonly word: number
  /** What memory held there. */
  readonly found: number
  readonly lane: number
}

/** The lanes that did not come to the end; empty after a good run. */
export function unfinishedLanes(words: Uint32Array, shape: DumpShape): readonly number[] {
  const lanes = Array.from({ length: shape.lanes }, (_, lane) => lane)
  return lanes.filter((lane) => words[lane * LANE_WORDS] !== DONE + lane)
}

/** Every recorded error: of each site what lane 0 met first, of the other lanes the first of all. */
export function accessRecordsOf(words: Uint32Array, shape: DumpShape): readonly AccessRecord[] {
  const records: AccessRecord[] = []
  const sites = (shape.sharedAt - shape.sitesAt) / SITE_WORDS
  for (let site = 0; site < sites; site++) {
    const [code, word, found] = wordsAt(words, shape.sitesAt + site * SITE_WORDS)
    const error = errorOf(code)
    if (error !== null) records.push({ error, site, word, found, lane: 0 })
  }
  for (let lane = 1; lane < shape.lanes; lane++) {
    const [code, site, word, found] = wordsAt(words, lane * LANE_WORDS + 2)
    const error = errorOf(code)
    if (error !== null) records.push({ error, site, word, found, lane })
  }
  return records
}

function wordsAt(words: Uint32Array, at: number): readonly [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = words.subarray(at, at + 4)
  return [a, b, c, d]
}

function errorOf(code: number): AccessError | null {
  return code === 1 || code === 2 || code === 3 || code === 4 ? ACCESS_ERRORS[code] : null
}
