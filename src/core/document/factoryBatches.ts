import type { Entry } from '../registry/entry.ts'
import type { Factory } from '../registry/factory.ts'

/**
 * Factories in order, in batches of at most `most` entries, for what takes no more of them at once: a
 * thread boundary, a database. One that is larger is cut, and goes on in the next batch.
 */
export function batchesOf(
  factories: readonly Factory[],
  most: number,
): readonly (readonly Factory[])[] {
  const batches: Factory[][] = []
  let room = 0
  for (const factory of factories) {
    let from = 0
    do {
      if (room === 0) {
        batches.push([])
        room = most
      }
      const end = Math.min(factory.entries.length, from + room)
      const isWhole = from === 0 && end === factory.entries.length
      const part = isWhole ? factory : { ...factory, entries: factory.entries.slice(from, end) }
      batches.at(-1)?.push(part)
      // A factory without entries takes room, too.
      room -= Math.min(room, Math.max(1, end - from))
      from = end
    } while (from < factory.entries.length)
  }
  return batches
}

/** The factories again from all that the batches held: neighbours of one id are one factory. */
export function wholeFactories(parts: readonly Factory[]): readonly Factory[] {
  const wholes: Factory[] = []
  let entries: Entry[] = []
  for (const [i, part] of parts.entries()) {
    const [isFirst, isLast] = [parts[i - 1]?.id !== part.id, parts[i + 1]?.id !== part.id]
    if (isFirst && isLast) {
      wholes.push(part)
      continue
    }
    if (isFirst) entries = []
    for (const entry of part.entries) entries.push(entry)
    if (isLast) wholes.push({ ...part, entries })
  }
  return wholes
}
