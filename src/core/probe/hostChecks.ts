import { bytesOf } from '../registry/dtype.ts'
import type { ArenaLocation, Location } from '../registry/location.ts'
import { elementWords } from './image.ts'
import type { SliceNumbers } from './numbers.ts'
import type { ProbePlan } from './plan.ts'
import type { ProbeEntry, ProbeFactory, ProbeTree } from './tree.ts'
import type { BufferFaultKind } from './verdict.ts'

/** A number that is wrong by itself: what no access of a running program could see. */
export interface HostFault {
  readonly kind: BufferFaultKind
  /** Position among the tree's factories. */
  readonly factory: number
  /** Position of the entry, or the name of one that is not registered; null for an arena. */
  readonly entry: number | string | null
  readonly shift: number | null
  readonly message: string
}

const MEMORY: Readonly<Record<Location, string>> = {
  shared: 'shared memory',
  local: 'a local array',
  persistent_local: 'persistent memory',
}

/** Sizes, arena totals, the run stride, and the offsets of what has no words: compared on the host. */
export function hostFaultsOf(plan: ProbePlan): readonly HostFault[] {
  const faults: HostFault[] = []
  const reached = reachedOf(plan.tree)
  plan.tree.factories.forEach((factory, at) => {
    for (const entry of factory.entries) {
      const isSeen = entry.used > 0 || isRegionSeen(factory, entry, reached)
      const fault = entryFault(plan, factory, { ...entry, isSeen })
      if (fault !== null) faults.push({ factory: at, entry: entry.at, ...fault })
    }
  })
  const root = plan.tree.factories.length - 1
  for (const fault of arenaFaults(plan))
    faults.push({ factory: root, entry: null, shift: null, ...fault })
  for (const { factory, name } of plan.numbers.strays) {
    const at = plan.tree.factories.findIndex((known) => known.factory.id === factory)
    const message = 'The layout holds a slice for it, and no such buffer is registered.'
    faults.push({ kind: 'stray', factory: at, entry: name, shift: null, message })
  }
  return faults
}

type Reached = readonly Readonly<Record<ArenaLocation, boolean>>[]

/** Per factory, whether anything in it or below it has words in each arena. */
function reachedOf(tree: ProbeTree): Reached {
  const reached: Record<ArenaLocation, boolean>[] = []
  for (const { entries, children } of tree.factories) {
    const inArena = (of: ArenaLocation) =>
      entries.some((entry) => entry.space === of && entry.used > 0) ||
      children.some((child) => child.regions[of] >= 0 && (reached[child.factory]?.[of] ?? false))
    reached.push({ shared: inArena('shared'), persistent_local: inArena('persistent_local') })
  }
  return reached
}

/** A region is seen through the words of its child. */
function isRegionSeen(factory: ProbeFactory, { at, entry }: ProbeEntry, reached: Reached): boolean {
  if (entry.kind === 'buffer') return false
  const child = factory.children.find(({ regions }) => regions[entry.of] === at)
  return child !== undefined && (reached[child.factory]?.[entry.of] ?? false)
}

/** Whether the run shows where an entry lies. */
interface Seen {
  readonly isSeen: boolean
}

type Fault = Pick<HostFault, 'kind' | 'shift' | 'message'>

function entryFault(
  plan: ProbePlan,
  factory: ProbeFactory,
  entry: ProbeEntry & Seen,
): Fault | null {
  const slice = plan.numbers.slices.get(factory.factory.id)?.[entry.at] ?? null
  if (slice === null)
    return { kind: 'missing', shift: null, message: 'The layout holds no slice for it.' }
  if (slice.space !== entry.space && isSilentlyMoved(entry)) {
    const message = `It lies in ${MEMORY[slice.space]}; the registrations put it in ${MEMORY[entry.space]}.`
    return { kind: 'memory', shift: null, message }
  }
  return sizeFault(factory, entry, slice) ?? offsetFault(factory, entry, slice)
}

/** A buffer that writes nothing shows nowhere in memory that it lies elsewhere. */
function isSilentlyMoved(entry: ProbeEntry & Seen): boolean {
  return !entry.isSeen || entry.hosted
}

function sizeFault(factory: ProbeFactory, entry: ProbeEntry, slice: SliceNumbers): Fault | null {
  const need = registeredExtent(factory, entry, slice.space)
  if (slice.extent === need) return null
  const what =
    slice.space === 'local' ? 'array' : entry.entry.kind === 'buffer' ? 'slice' : 'region'
  const registered =
    entry.entry.kind === 'buffer' ? `${need} are registered` : `the child needs ${need}`
  const message = `Its ${what} holds ${slice.extent} elements, and ${registered}.`
  return { kind: 'size', shift: null, message }
}

/** Elements that the registrations ask for: in an arena those of the factory, in an array the buffer's own. */
function registeredExtent(factory: ProbeFactory, entry: ProbeEntry, space: Location): number {
  const { size, dtype } = entry.entry
  if (space === 'local') return Math.max(1, size)
  const taken =
    entry.space === 'local'
      ? Math.ceil((size * bytesOf(dtype)) / 4)
      : (factory.image.taken[entry.at] ?? 0)
  return Math.ceil(taken / elementWords(factory.factory))
}

/** Where an entry has words, the run shows whether they lie where they should. */
function offsetFault(
  factory: ProbeFactory,
  entry: ProbeEntry & Seen,
  slice: SliceNumbers,
): Fault | null {
  if (slice.space === 'local') return slice.offset === 0 ? null : localFault(slice)
  if (entry.isSeen) return null
  const home = (factory.image.starts[entry.at] ?? 0) / elementWords(factory.factory)
  if (slice.offset === home) return null
  const message = `It begins at ${slice.offset}; by the registrations at ${home}.`
  return { kind: 'offset', shift: slice.offset - home, message }
}

function localFault({ offset }: SliceNumbers): Fault {
  const message = `It is an array of its own, and the layout has an offset for it: ${offset}.`
  return { kind: 'offset', shift: offset, message }
}

function arenaFaults(plan: ProbePlan): readonly Pick<HostFault, 'kind' | 'message'>[] {
  const { numbers, tree, trueStrideWords } = plan
  const { image, factory } = tree.root
  const perElement = elementWords(factory)
  const totals = [
    { name: 'shared', have: numbers.sharedElements, need: image.words.shared / perElement },
    {
      name: 'persistent',
      have: numbers.persistentElements,
      need: image.words.persistent_local / perElement,
    },
  ]
  const faults: Pick<HostFault, 'kind' | 'message'>[] = totals
    .filter(({ have, need }) => have !== need)
    .map(({ name, have, need }) => ({
      kind: 'arena',
      message: `The ${name} arena holds ${have} elements, and the registrations need ${need}.`,
    }))
  if (numbers.strideWords !== trueStrideWords)
    faults.push({
      kind: 'stride',
      message: `Run follows run at ${numbers.strideWords} words of shared memory; by the registrations at ${trueStrideWords}.`,
    })
  return faults
}
