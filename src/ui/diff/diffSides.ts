import { compareModels, compareRecorded, type Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { factoryIn } from '../../core/registry/registry.ts'
import type { ComparedWith } from '../../store/state.ts'
import { hueOf } from '../factoryColour.ts'

/** What the two sides are called. */
export interface SideWords {
  readonly before: string
  readonly after: string
}

/** The two states that are compared, in the direction that was chosen. */
export interface DiffSides {
  /** The state that tree and maps show. */
  readonly present: Model
  readonly before: Model
  readonly after: Model
  /** `before` is what the imported program recorded: the model is the same on both sides. */
  readonly isRecorded: boolean
  readonly words: SideWords
}

/** The other state before and the present after, or turned round; a recorded layout is always before. */
export function diffSides(present: Model, other: ComparedWith, isSwapped: boolean): DiffSides {
  if (other.kind === 'recorded') {
    const words = { before: 'recorded', after: 'computed' }
    return { present, before: present, after: present, isRecorded: true, words }
  }
  const name = other.kind === 'file' ? other.name : 'then'
  const shared = { present, isRecorded: false } as const
  return isSwapped
    ? { ...shared, before: present, after: other.model, words: { before: 'now', after: name } }
    : { ...shared, before: other.model, after: present, words: { before: name, after: 'now' } }
}

export function comparisonOf({ before, after, isRecorded }: DiffSides): Comparison {
  return isRecorded ? compareRecorded(after) : compareModels(before, after)
}

/** The factory's hue as tree and maps show it; as the other state would where only that one holds it. */
export function hueIn({ present, before, after }: DiffSides, factory: FactoryId): number {
  const other = before === present ? after : before
  const { registry } = factoryIn(present.registry, factory) === null ? other : present
  return hueOf(registry, factory)
}

/** Bytes of an element of the first root; 4 where there is none. */
export function rootBytes({ registry }: Model): number {
  const [root] = registry.roots
  const factory = root === undefined ? null : factoryIn(registry, root)
  return factory === null ? 4 : bytesOf(factory.precision)
}

/** What elements are counted in where both sides are told in one unit: those of the state after. */
export function elementBytesAt({ after }: DiffSides): number {
  return rootBytes(after)
}
