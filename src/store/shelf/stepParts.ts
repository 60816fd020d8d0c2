import { batchesOf, wholeFactories } from '../../core/document/factoryBatches.ts'
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
  const [first, ...others] = batchesOf(record.changed, entries)
  if (first === undefined || (others.length === 0 && first.length === record.changed.length))
    return [record]
  return [{ ...record, changed: first }, ...others.map((more): StepPart => ({ more }))]
}

/** Whole records from what was written of them, in order. */
export function wholeRecords(written: readonly (StepRecord | StepPart)[]): readonly StepRecord[] {
  const records: { readonly head: StepRecord; readonly changed: Factory[] }[] = []
  for (const value of written) {
    if (!('more' in value)) records.push({ head: value, changed: [...value.changed] })
    else records.at(-1)?.changed.push(...value.more)
  }
  return records.map(({ head, changed }) =>
    changed.length === head.changed.length ? head : { ...head, changed: wholeFactories(changed) },
  )
}
