import type { FactoryId } from '../registry/factory.ts'
import type { ArenaLocation } from '../registry/location.ts'
import type { Registry } from '../registry/registry.ts'
import type { SharedMemory } from './plan.ts'
import type { RunnerName, RunStage } from './runner.ts'

/** Which layout was put to the test: the one we compute, or what an imported program recorded. */
export type LayoutUnderTest = 'computed' | 'recorded'

/** One element of one buffer at one place of the kernel, as one lane sees it. */
export interface ElementRef {
  /** Index of the place in the kernel layout, and the path it stands for, root id first. */
  readonly place: number
  readonly path: string
  readonly factory: FactoryId
  readonly buffer: string
  readonly element: number
  readonly lane: number
}

export type WordFaultKind =
  'never-written' | 'foreign' | 'shifted' | 'wrong-lane' | 'canary-overwritten' | 'unexpected-write'

/** One wrong word of an arena. `word` counts 4-byte words from the start of that lane's own window. */
export interface WordFault {
  readonly kind: WordFaultKind
  readonly arena: ArenaLocation
  readonly lane: number
  readonly word: number
  readonly expected: ElementRef | null
  readonly found: ElementRef | null
  /** Elements between where the found word belongs and where it lies; null unless `shifted`. */
  readonly shift: number | null
}

/** What is wrong with a buffer, the most telling of all that was seen. */
export type BufferFaultKind =
  | 'missing' // the layout holds no slice for it
  | 'size' // its slice or array is not as long as registered
  | 'memory' // it lies in another memory than registered
  | 'offset' // it is empty, and does not lie where the registrations put it
  | 'stray' // the layout holds a slice for a name that is not registered
  | 'arena' // an arena is not as long as the registrations need
  | 'stride' // run does not follow run as it should
  | 'past-slice' // the program uses more of it than its slice holds
  | 'past-window' // it reaches out of its factory's window
  | 'past-arena' // it reaches out of the arena
  | 'shifted' // it lies whole, and elsewhere
  | 'wrong-lane' // another run's contents
  | 'foreign' // another buffer's contents
  | 'never-written'
  | 'read-back' // it reads back something else than was written
  | 'unexpected-write' // it was written where nobody may write

/** One buffer (or region, or the whole arena when `buffer` is null) that the run disproved. */
export interface BufferFault {
  readonly kind: BufferFaultKind
  readonly place: number
  readonly path: string
  readonly factory: FactoryId
  readonly buffer: string | null
  /** The first bad element and lane, where a word shows it; null where a host check found it. */
  readonly first: { readonly element: number; readonly lane: number } | null
  /** Elements of its factory between where it should lie and where it lies; null where that is not known. */
  readonly shift: number | null
  /** Whose contents lie in its place, where there are any. */
  readonly other: ElementRef | null
  /** One sentence: who, what kind, by how much, such as "expected delta[3] of lane 5, found state[0]". */
  readonly message: string
}

/** Who spoke: every verdict names it, whatever it says. */
export interface VerdictSource {
  readonly runner: RunnerName
  readonly adapter: string | null
  readonly program: 'generated' | 'table'
  /** Where the shared arena lay: "storage" proves the numbers, not that a workgroup can hold them. */
  readonly memory: SharedMemory
  readonly lanes: number
  readonly layout: LayoutUnderTest
  /** The value that was verified: a verdict on another registry is stale. */
  readonly registry: Registry
  readonly milliseconds: number
}

export type Verdict = VerdictSource &
  (
    | { readonly kind: 'proven'; readonly wordsChecked: number; readonly buffersChecked: number }
    | {
        readonly kind: 'disproven'
        readonly buffers: readonly BufferFault[]
        /** At most MAX_WORD_FAULTS, in address order; `wrongWords` counts all. */
        readonly words: readonly WordFault[]
        readonly wrongWords: number
        readonly wordsChecked: number
      }
    | { readonly kind: 'unavailable'; readonly reason: string }
    | {
        readonly kind: 'refused'
        readonly limit: string
        readonly need: number
        readonly have: number
        /** What would run instead, if asked for: the same check over storage memory, or by table. */
        readonly offer: RefusalOffer | null
      }
    | {
        readonly kind: 'failed'
        readonly stage: RunStage
        readonly message: string
        readonly line: number | null
        readonly factory: FactoryId | null
        readonly buffer: string | null
      }
    | { readonly kind: 'cancelled' }
  )

/** A check that can still be made after a refusal. */
export type RefusalOffer = 'storage-memory' | 'table'

export const MAX_WORD_FAULTS = 4096
