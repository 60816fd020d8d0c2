import { layoutOf, type ExtentRule } from '../core/layout/factoryLayout.ts'
import type { KernelLayout } from '../core/layout/kernelLayout.ts'
import type { KernelPlace, PlaceOrder } from '../core/layout/kernelPlaces.ts'
import { startBytesOf } from '../core/layout/kernelLayout.ts'
import type { Factory } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import type { Intervals } from './intervals.ts'
import { addMember, columnsOf, emptyDraft, layersOf, type Draft, type Members } from './members.ts'
import { tracksOf, type Segments, type Track, type Tracks } from './track.ts'

/**
 * What a map draws: per memory, rows of places. Row r holds what places r levels below the root put
 * into their windows:
 *
 *   row 0 | state | delta | child_shared                    |
 *   row 1                 | residual | step    |              offsets inside are the child's own
 */
export interface Scene {
  readonly places: readonly KernelPlace[]
  readonly lanes: Readonly<Record<Location, SceneLane>>
  /** The same object in every scene that draws the same tree: what follows from its shape is kept by it. */
  readonly order: object
}

export interface SceneLane {
  readonly location: Location
  readonly places: readonly KernelPlace[]
  readonly rows: readonly SceneRow[]
  /** End of the last thing drawn. */
  readonly endBytes: number
  /** What the memory takes: the root's aggregate, or the sum of all own arrays. */
  readonly totalBytes: number
  /** Drawn between two local arrays, which lie nowhere in particular; 0 in an arena. */
  readonly gapBytes: number
  /** Own arrays in the local lane. */
  readonly arrays: number
}

export interface SceneRow {
  /** Places that do not overlap stand in one layer: all but broken ones stand in the first. */
  readonly layers: readonly Members[]
  /** Levels of aliases, 0 where there are none. */
  readonly aliasLevels: number
}

/** Share of the local lane that is left to gaps. */
const GAP_SHARE = 0.15

const kernelScenes = new WeakMap<KernelLayout, Scene>()

interface Drawn {
  readonly places: readonly KernelPlace[]
  readonly tracks: readonly Tracks[]
}

/** What was last drawn of each tree: the tracks of factories that an edit leaves as they are come from here. */
const lastDrawn = new WeakMap<PlaceOrder, Drawn>()

/** The whole kernel, one row per level of the tree; computed once per kernel layout. */
export function sceneOfKernel(kernel: KernelLayout): Scene {
  const known = kernelScenes.get(kernel)
  if (known !== undefined) return known
  const { places, order } = kernel
  const last = lastDrawn.get(order)
  // Compared is quicker than looked up, a thousand times an edit.
  const tracks = places.map(({ layout }, at) => {
    const known = last?.places[at]?.layout === layout ? last.tracks[at] : undefined
    return known ?? tracksOf(layout)
  })
  lastDrawn.set(order, { places, tracks })
  const scene = { places, order, lanes: lanesOf(places, tracks) }
  kernelScenes.set(kernel, scene)
  return scene
}

const factoryScenes = new WeakMap<Factory, Map<ExtentRule, Scene>>()

/** One factory's own layout, in its own offsets; computed once per factory and rule. */
export function sceneOfFactory(factory: Factory, rule: ExtentRule): Scene {
  const known = factoryScenes.get(factory)?.get(rule)
  if (known !== undefined) return known
  const layout = layoutOf(factory, rule)
  const place = {
    index: 0,
    factory,
    layout,
    parent: -1,
    path: null,
    depth: 0,
    sharedStartBytes: 0,
    persistentStartBytes: 0,
  }
  const scene = { places: [place], order: factory, lanes: lanesOf([place], [tracksOf(layout)]) }
  const perRule = factoryScenes.get(factory) ?? new Map<ExtentRule, Scene>()
  factoryScenes.set(factory, perRule.set(rule, scene))
  return scene
}

function lanesOf(places: readonly KernelPlace[], tracks: readonly Tracks[]): Scene['lanes'] {
  return {
    shared: arenaLane(places, tracks, 'shared'),
    persistent_local: arenaLane(places, tracks, 'persistent_local'),
    local: localLane(places, tracks),
  }
}

function arenaLane(
  places: readonly KernelPlace[],
  tracks: readonly Tracks[],
  location: 'shared' | 'persistent_local',
): SceneLane {
  const rows: { draft: Draft; aliasLevels: number }[] = []
  let endBytes = 0
  places.forEach((place, at) => {
    const track = tracks[at]?.[location]
    if (track === undefined || track.levels.length === 0) return
    const start = startBytesOf(place, location)
    const end = start + track.endBytes
    const row = (rows[place.depth] ??= { draft: emptyDraft(), aliasLevels: 0 })
    addMember(row.draft, { place: at, start, end, covers: track.usedBytes })
    row.aliasLevels = Math.max(row.aliasLevels, track.levels.length - 1)
    endBytes = Math.max(endBytes, end)
  })
  return {
    location,
    places,
    rows: Array.from(rows, (row: (typeof rows)[number] | undefined) => ({
      layers: row === undefined ? [] : layersOf(row.draft),
      aliasLevels: row?.aliasLevels ?? 0,
    })),
    endBytes,
    totalBytes: tracks[0]?.[location].endBytes ?? 0,
    gapBytes: 0,
    arrays: 0,
  }
}

/** All own arrays of the tree one after another in the order of the kernel. */
function localLane(places: readonly KernelPlace[], tracks: readonly Tracks[]): SceneLane {
  let totalBytes = 0
  let arrays = 0
  for (const { local } of tracks) {
    totalBytes += local.endBytes
    arrays += countOf(local)
  }
  const gapBytes = arrays < 2 ? 0 : (totalBytes * GAP_SHARE) / arrays
  const draft = emptyDraft()
  let end = 0
  tracks.forEach(({ local }, at) => {
    const count = countOf(local)
    if (count === 0) return
    const start = end
    end += local.endBytes + count * gapBytes
    addMember(draft, { place: at, start, end: end - gapBytes, covers: local.usedBytes })
  })
  const rows = draft.place.length === 0 ? [] : [{ layers: [columnsOf(draft)], aliasLevels: 0 }]
  const endBytes = Math.max(0, end - gapBytes)
  return { location: 'local', places, rows, endBytes, totalBytes, gapBytes, arrays }
}

function countOf({ levels }: Track): number {
  return levels[0]?.entries.length ?? 0
}

/** Segments of a place as they are drawn: from the start of its window on, with gaps between. */
export function segmentIntervals(
  { starts, ends }: Segments,
  base: number,
  gapBytes: number,
): Intervals {
  return {
    count: starts.length,
    startAt: (k) => base + (starts[k] ?? 0) + k * gapBytes,
    endAt: (k) => base + (ends[k] ?? 0) + k * gapBytes,
    coveredBy: (first, end) => (ends[end - 1] ?? 0) - (starts[first] ?? 0),
  }
}
