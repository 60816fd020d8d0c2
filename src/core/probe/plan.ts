import { elementWords } from './image.ts'
import type { LayoutNumbers } from './numbers.ts'
import { placesOf, type ProbePlace } from './places.ts'
import type { ProbeFactory, ProbeTree } from './tree.ts'

/** Canary words on each side of an arena. */
export const GUARD = 8
/** Words behind an arena that are watched at most, where it is shorter than the registrations ask. */
const WATCHED = 4096
/** Numbers past this are as good as infinite: two of them still add up in 32 bits. */
export const FAR = 2 ** 30
/** A tag, times 256 for the lane, must leave the top bit clear. */
const MAX_TAGS = 2 ** 23 - 2
const MAX_PLACES = 1_000_000
const MAX_WORDS = 2 ** 26

/** Where the shared arena lives on the device. In storage it has no limit worth naming, and is no shared memory. */
export type SharedMemory = 'workgroup' | 'storage'

/** One arena as it is allocated for the run: canaries, the words under test, canaries. */
export interface ArenaPlan {
  /** Words under test: of the whole block for shared, of one lane for persistent. */
  readonly words: number
  /** All words, canaries included. */
  readonly physical: number
  /** Tag of each word of one run by the registrations; -1 where nobody may write. */
  readonly image: Int32Array
}

/** What is run and what is expected of it: R, L and the arithmetic that joins them. */
export interface ProbePlan {
  readonly tree: ProbeTree
  readonly places: readonly ProbePlace[]
  readonly numbers: LayoutNumbers
  readonly lanes: number
  /** Words of one run's shared window, and from one to the next, as the layout under test has them. */
  readonly windowWords: number
  readonly strideWords: number
  /** Words from run to run as the registrations have them. */
  readonly trueStrideWords: number
  readonly shared: ArenaPlan
  readonly persistent: ArenaPlan
  /**
   * What hosted buffers must read, in the order of `Bases.hostedWord`: tag + 1, or UNOWNED plus the
   * word's position in the run where nobody writes.
   */
  readonly hostedWords: Uint32Array
}

/** Marks an expected word that nobody owns: it must still hold its canary. */
export const UNOWNED = 2 ** 31

export interface Limit {
  readonly limit: string
  readonly need: number
  readonly have: number
}

export type Planned =
  { readonly kind: 'planned'; readonly plan: ProbePlan } | ({ readonly kind: 'refused' } & Limit)

export interface PlanRequest {
  readonly numbers: LayoutNumbers
  readonly maxLanes: number
  /** Bytes that the shared arena of the block may take. */
  readonly sharedBytes: number
}

/** Decides without running: every tag, site and window of the kernel under a tree. */
export function planProbe(tree: ProbeTree, request: PlanRequest): Planned {
  const tooLarge = limitOf(tree, request)
  if (tooLarge !== null) return { kind: 'refused', ...tooLarge }
  const { numbers } = request
  const { factory, image } = tree.root
  const perElement = elementWords(factory)
  const windowWords = toWords(numbers.sharedElements, perElement)
  const persistentWords = toWords(numbers.persistentElements, perElement)
  const strideWords = toWords(numbers.strideWords, 1)
  const sharedTail = tailOf(Math.max(image.words.shared, windowWords) - strideWords)
  const sized = lanesFor(request, strideWords, GUARD + sharedTail)
  if (sized.kind === 'refused') return sized
  const lanes = sized.lanes
  const places = placesOf(tree)
  const shared = paint(places, 'shared', image.words.shared)
  const persistent = paint(places, 'persistent_local', image.words.persistent_local)
  const persistentTail = tailOf(image.words.persistent_local - persistentWords)
  const plan: ProbePlan = {
    tree,
    places,
    numbers,
    lanes,
    windowWords,
    strideWords,
    trueStrideWords: trueStride(tree.root),
    shared: {
      words: lanes * strideWords,
      physical: GUARD + lanes * strideWords + sharedTail,
      image: shared,
    },
    persistent: {
      words: persistentWords,
      physical: GUARD + persistentWords + persistentTail,
      image: persistent,
    },
    hostedWords: expectHosted(tree, places, shared),
  }
  return { kind: 'planned', plan }
}

/** A count of elements as words; anything that is no count becomes FAR, which every check refuses. */
export function toWords(elements: number, perElement: number): number {
  const words = elements * perElement
  return Number.isInteger(words) && words >= 0 && words <= FAR ? words : FAR
}

/** Words from run to run by the registrations: an even number of 4-byte words is made odd. */
function trueStride({ factory, image }: ProbeFactory): number {
  const words = image.words.shared
  return factory.precision === 'float64' || words % 2 === 1 || words === 0 ? words : words + 1
}

function tailOf(overrun: number): number {
  return GUARD + Math.min(WATCHED, Math.max(0, overrun))
}

function limitOf(tree: ProbeTree, { numbers }: PlanRequest): Limit | null {
  const { subtree, image, factory } = tree.root
  const words = Math.max(
    image.words.shared,
    image.words.persistent_local,
    toWords(numbers.sharedElements, elementWords(factory)),
    toWords(numbers.persistentElements, elementWords(factory)),
  )
  const rows: readonly Limit[] = [
    { limit: 'places in the tree', need: subtree.places, have: MAX_PLACES },
    { limit: 'words of all buffers', need: subtree.tags, have: MAX_TAGS },
    { limit: 'words of one arena', need: words, have: MAX_WORDS },
  ]
  return rows.find((row) => row.need > row.have) ?? null
}

function lanesFor(
  { maxLanes, sharedBytes }: PlanRequest,
  stride: number,
  around: number,
): { readonly kind: 'fits'; readonly lanes: number } | ({ readonly kind: 'refused' } & Limit) {
  const have = Math.floor(sharedBytes / 4) - around
  const lanes = stride === 0 ? maxLanes : Math.min(maxLanes, Math.floor(have / stride))
  if (lanes >= 1) return { kind: 'fits', lanes }
  return {
    kind: 'refused',
    limit: 'bytes of shared memory in a workgroup',
    need: (stride + around) * 4,
    have: sharedBytes,
  }
}

/** The words of one run, each with the tag that the registrations put there. */
function paint(
  places: readonly ProbePlace[],
  arena: 'shared' | 'persistent_local',
  words: number,
): Int32Array {
  const image = new Int32Array(words).fill(-1)
  for (const { factory, starts, bases, hosted } of places) {
    const start = starts[arena]
    if (start === null || (hosted && arena === 'shared')) continue
    for (const entry of factory.entries) {
      if (entry.space !== arena || entry.hosted) continue
      const first = start + (factory.image.starts[entry.at] ?? 0)
      for (let word = 0; word < entry.words; word++)
        image[first + word] = bases.tag + entry.tag + word
    }
  }
  return image
}

/** What each word of each hosted buffer must hold: the tag of its host's owner there. */
function expectHosted(
  tree: ProbeTree,
  places: readonly ProbePlace[],
  shared: Int32Array,
): Uint32Array {
  const expected = new Uint32Array(tree.root.subtree.hostedWords[0])
  for (const { factory, starts, bases, hosted } of places) {
    let at = bases.hostedWord
    for (const entry of factory.entries) {
      if (!isHosted(entry, hosted)) continue
      const first = (starts.shared ?? 0) + (factory.image.starts[entry.at] ?? 0)
      for (let word = 0; word < entry.used; word++) {
        const tag = word < entry.words ? (shared[first + word] ?? -1) : -1
        expected[at++] = tag < 0 ? UNOWNED + first + word : tag + 1
      }
    }
  }
  return expected
}

/** Whether an entry writes nothing at a place, since its words are another's by design. */
export function isHosted(
  entry: { readonly hosted: boolean; readonly space: string },
  placeIsHosted: boolean,
): boolean {
  return entry.hosted || (placeIsHosted && entry.space === 'shared')
}
