import type { ArenaLocation } from '../registry/location.ts'
import type { ProbeFactory, ProbeTree } from './tree.ts'

/** Where a place's numbers begin in each numbering that runs through the whole kernel, parents first. */
export interface Bases {
  readonly tag: number
  readonly site: number
  readonly hostedWord: number
}

/** One path from the root: a factory that hangs under two names has two. */
export interface ProbePlace {
  readonly index: number
  readonly factory: ProbeFactory
  /** Index of the parent's place; -1 for the root. */
  readonly parent: number
  /** The edge that leads here; the root's id for the root. */
  readonly name: string
  /** Its shared window, or one above, lies in another entry's storage: nothing in it is its own. */
  readonly hosted: boolean
  readonly bases: Bases
  /** First word of its windows by the registrations; null where no region reserves one. */
  readonly starts: Readonly<Record<ArenaLocation, number | null>>
}

/** Every place, parents before children, siblings in the order of their edges. */
export function placesOf(tree: ProbeTree): readonly ProbePlace[] {
  const places: ProbePlace[] = []
  const waiting: Omit<ProbePlace, 'index'>[] = [
    {
      factory: tree.root,
      parent: -1,
      name: tree.root.factory.id,
      hosted: false,
      bases: { tag: 0, site: 0, hostedWord: 0 },
      starts: { shared: 0, persistent_local: 0 },
    },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const place = { ...next, index: places.length }
    places.push(place)
    waiting.push(...childPlaces(tree, place).reverse())
  }
  return places
}

const paths = new WeakMap<readonly ProbePlace[], Map<number, string>>()

/** Names from the root to a place, root id first, joined as a path. */
export function pathText(places: readonly ProbePlace[], index: number): string {
  const known = paths.get(places) ?? new Map<number, string>()
  paths.set(places, known)
  const path = known.get(index)
  if (path !== undefined) return path
  const names: string[] = []
  for (let place = places[index]; place !== undefined; place = places[place.parent])
    names.push(place.name)
  const text = names.reverse().join('/')
  known.set(index, text)
  return text
}

/** Where the numberings of each child begin, counted from the bases of its parent's place. */
export function childBases(
  tree: ProbeTree,
  factory: ProbeFactory,
  hosted: boolean,
): readonly Bases[] {
  let { tags: tag, sites: site } = factory.own
  let hostedWord = factory.own.hostedWords[hosted ? 1 : 0]
  return factory.children.map((child) => {
    const bases = { tag, site, hostedWord }
    const below = tree.factories[child.factory]?.subtree
    tag += below?.tags ?? 0
    site += below?.sites ?? 0
    hostedWord += below?.hostedWords[hosted || child.hosted ? 1 : 0] ?? 0
    return bases
  })
}

function childPlaces(tree: ProbeTree, place: ProbePlace): Omit<ProbePlace, 'index'>[] {
  const { factory, hosted, bases } = place
  const within = childBases(tree, factory, hosted)
  return factory.children.flatMap((child, i) => {
    const below = tree.factories[child.factory]
    const base = within[i]
    if (below === undefined || base === undefined) return []
    const startOf = (of: ArenaLocation) => {
      const own = place.starts[of]
      const region = child.regions[of]
      return own === null || region < 0 ? null : own + (factory.image.starts[region] ?? 0)
    }
    return [
      {
        factory: below,
        parent: place.index,
        name: child.name,
        hosted: hosted || child.hosted,
        bases: {
          tag: bases.tag + base.tag,
          site: bases.site + base.site,
          hostedWord: bases.hostedWord + base.hostedWord,
        },
        starts: { shared: startOf('shared'), persistent_local: startOf('persistent_local') },
      },
    ]
  })
}
