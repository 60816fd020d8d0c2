import type { Factory } from '../../core/registry/factory.ts'
import type { StepRecord } from './stepRecord.ts'

/** More of what a step changed, where one value would be more than a database takes at once. */
export interface StepPart {
  /** The first goes on with the entries of the last factory before it where both have one id. */
  readonly more: readonly Factory[]
}

/** A step as it is written: the record, then the parts that did not fit into it. */
export type StepParts = readonly [StepRecord, ...StepPart[]]

/** A record in parts of at most `entries` entries each. */
export function partsOf(record: StepRecord, entries: number): StepParts {
  const [first = [], ...others] = inStretches(record.changed, entries)
  const head = first.length === record.changed.length && others.length === 0
  return [
    head ? record : { ...record, changed: first },
    ...others.map((more): StepPart => ({ more })),
  ]
}

/** Whole records from what was written of them, in order. */
export function wholeRecords(written: readonly (StepRecord | StepPart)[]): readonly StepRecord[] {
  const records: StepRecord[] = []
  for (const value of written) {
    const last = records.at(-1)
    if (!('more' in value)) records.push(value)
    else if (last !== undefined)
      records[records.length - 1] = { ...last, changed: continued(last.changed, value.more) }
  }
  return records
}

/** Factories cut wherever `most` entries are reached; one may be cut in two. */
function inStretches(factories: readonly Factory[], most: number): readonly (readonly Factory[])[] {
  const stretches: Factory[][] = [[]]
  let room = most
  for (const factory of factories) {
    let from = 0
    do {
      if (room === 0) {
        stretches.push([])
        room = most
      }
      const end = Math.min(factory.entries.length, from + room)
      const isWhole = from === 0 && end === factory.entries.length
      const part = isWhole ? factory : { ...factory, entries: factory.entries.slice(from, end) }
      stretches.at(-1)?.push(part)
      // A factory without entries takes room, too.
      room -= Math.min(room, Math.max(1, end - from))
      from = end
    } while (from < factory.entries.length)
  }
  return stretches
}

function continued(before: readonly Factory[], more: readonly Factory[]): readonly Factory[] {
  const [last, next] = [before.at(-1), more[0]]
  if (last === undefined || last.id !== next?.id) return [...before, ...more]
  const joined = { ...last, entries: [...last.entries, ...next.entries] }
  return [...before.slice(0, -1), joined, ...more.slice(1)]
}
