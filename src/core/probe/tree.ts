import type { Entry } from '../registry/entry.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import type { ArenaLocation, Location } from '../registry/location.ts'
import { pathDown, type Registry } from '../registry/registry.ts'
import { contentWords, imageOf, type FactoryImage } from './image.ts'

/** One entry as the registrations have it; words are 4 bytes, and the atoms of every check. */
export interface ProbeEntry {
  readonly entry: Entry
  readonly at: number
  /** The memory that the registrations put it in, aliases resolved. */
  readonly space: Location
  /** It lies in another entry's storage: it writes nothing and reads what its host's owners wrote. */
  readonly hosted: boolean
  /** Words of its registered size; 0 for a region, whose words are its child's. */
  readonly words: number
  /** Words that the program uses: more than `words` where a buffer shrank after the program was built. */
  readonly used: number
  /** Tag of its first word, counted from the first tag of its place. */
  readonly tag: number
}

/** An edge, with the positions of its two regions among the parent's entries (-1: there is none). */
export interface ProbeChild {
  readonly name: string
  /** Position among the tree's factories. */
  readonly factory: number
  readonly regions: Readonly<Record<ArenaLocation, number>>
  /** Its shared window lies in another entry's storage. */
  readonly hosted: boolean
}

/** What a subtree takes of each numbering, so that a factory at two places needs no second program. */
export interface Tally {
  readonly tags: number
  readonly sites: number
  /** Expected words of hosted buffers: where the subtree is not hosted itself, and where it is. */
  readonly hostedWords: readonly [open: number, hosted: number]
  readonly places: number
}

export interface ProbeFactory {
  readonly factory: Factory
  readonly image: FactoryImage
  readonly entries: readonly ProbeEntry[]
  readonly children: readonly ProbeChild[]
  readonly own: Tally
  readonly subtree: Tally
}

/** The registrations of everything that a root reaches. */
export interface ProbeTree {
  readonly rule: Registry['extentRule']
  /** Children before parents; the root is the last. */
  readonly factories: readonly ProbeFactory[]
  readonly root: ProbeFactory
}

/** The tree below a root; null where the registry does not hold it. */
export function probeTreeOf(registry: Registry, root: FactoryId): ProbeTree | null {
  const rule = registry.extentRule
  const factories: ProbeFactory[] = []
  const positions = new Map<FactoryId, number>()
  for (const at of pathDown(registry, [root])) {
    const factory = registry.factories[at]
    if (factory === undefined) continue
    positions.set(factory.id, factories.length)
    factories.push(probeFactoryOf({ registry, rule, factories, positions }, factory))
  }
  const last = factories.at(-1)
  // The root comes after everything that it holds.
  return last?.factory.id === root ? { rule, factories, root: last } : null
}

interface Known {
  readonly registry: Registry
  readonly rule: Registry['extentRule']
  readonly factories: readonly ProbeFactory[]
  readonly positions: ReadonlyMap<FactoryId, number>
}

function probeFactoryOf(known: Known, factory: Factory): ProbeFactory {
  const ends = new Map(
    factory.children.map((edge) => [edge.name, known.positions.get(edge.factory) ?? -1]),
  )
  const image = imageOf(factory, known.rule, (edge) => {
    return known.factories[ends.get(edge) ?? -1]?.image ?? null
  })
  const entries = probeEntriesOf(known.rule, factory, image)
  const children = factory.children.flatMap((edge): ProbeChild[] => {
    const child = ends.get(edge.name) ?? -1
    if (child < 0) return []
    const regions = { shared: -1, persistent_local: -1 }
    factory.entries.forEach((entry, at) => {
      if (entry.kind === 'child-region' && entry.child === edge.name) regions[entry.of] = at
    })
    const hosted = image.hosted[regions.shared] ?? false
    return [{ name: edge.name, factory: child, regions, hosted }]
  })
  const own = ownTally(entries)
  const below = { factory, image, entries, children, own }
  return { ...below, subtree: subtreeTally(own, children, known.factories) }
}

function probeEntriesOf(
  rule: Registry['extentRule'],
  factory: Factory,
  image: FactoryImage,
): readonly ProbeEntry[] {
  let tag = 0
  return factory.entries.map((entry, at) => {
    const space = image.spaces[at] ?? 'local'
    const sized = (size: number) =>
      entry.kind === 'buffer' ? contentWords(entry, { factory, rule, space, size }) : 0
    const words = sized(entry.size)
    const built = entry.kind === 'buffer' ? (entry.builtSize ?? 0) : 0
    const used = Math.max(words, sized(built))
    const found = { entry, at, space, hosted: image.hosted[at] ?? false, words, used, tag }
    tag += used
    return found
  })
}

function ownTally(entries: readonly ProbeEntry[]): Tally {
  let tags = 0
  let open = 0
  let hosted = 0
  for (const entry of entries) {
    tags += entry.used
    if (entry.space === 'shared') hosted += entry.used
    if (entry.hosted) open += entry.used
  }
  return { tags, sites: entries.length, hostedWords: [open, hosted], places: 1 }
}

function subtreeTally(
  own: Tally,
  children: readonly ProbeChild[],
  factories: readonly ProbeFactory[],
): Tally {
  let { tags, sites, places } = own
  let [open, hosted] = own.hostedWords
  for (const child of children) {
    const below = factories[child.factory]?.subtree
    if (below === undefined) continue
    tags += below.tags
    sites += below.sites
    places += below.places
    open += below.hostedWords[child.hosted ? 1 : 0]
    hosted += below.hostedWords[1]
  }
  return { tags, sites, places, hostedWords: [open, hosted] }
}
