import { layoutOf, type ExtentRule } from '../core/layout/factoryLayout.ts'
import type { KernelLayout, KernelPlace } from '../core/layout/kernelLayout.ts'
import { startBytesOf } from '../core/layout/kernelLayout.ts'
import type { Factory } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import type { Intervals } from './intervals.ts'
import { trackOf, type Segments } from './track.ts'

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

/** Windows of places, sorted by start. */
export interface Members {
  /** Positions among the scene's places. */
  readonly places: Int32Array
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Bytes covered by the members before each, one more number than members. */
  readonly covered: Float64Array
}

const MAX_LAYERS = 4

/** Share of the local lane that is left to gaps. */
const GAP_SHARE = 0.15

const kernelScenes = new WeakMap<KernelLayout, Scene>()

/** The whole kernel, one row per level of the tree; computed once per kernel layout. */
export function sceneOfKernel(kernel: KernelLayout): Scene {
  const known = kernelScenes.get(kernel)
  if (known !== undefined) return known
  const scene = sceneOf(kernel.places)
  kernelScenes.set(kernel, scene)
  return scene
}

const factoryScenes = new WeakMap<Factory, Map<ExtentRule, Scene>>()

/** One factory's own layout, in its own offsets; computed once per factory and rule. */
export function sceneOfFactory(factory: Factory, rule: ExtentRule): Scene {
  const known = factoryScenes.get(factory)?.get(rule)
  if (known !== undefined) return known
  const scene = sceneOf([
    {
      index: 0,
      factory,
      layout: layoutOf(factory, rule),
      parent: -1,
      path: null,
      depth: 0,
      sharedStartBytes: 0,
      persistentStartBytes: 0,
    },
  ])
  const perRule = factoryScenes.get(factory) ?? new Map<ExtentRule, Scene>()
  factoryScenes.set(factory, perRule.set(rule, scene))
  return scene
}

function sceneOf(places: readonly KernelPlace[]): Scene {
  return {
    places,
    lanes: {
      shared: arenaLane(places, 'shared'),
      persistent_local: arenaLane(places, 'persistent_local'),
      local: localLane(places),
    },
  }
}

interface Member {
  readonly place: number
  readonly start: number
  readonly end: number
  readonly covered: number
}

function arenaLane(places: readonly KernelPlace[], location: 'shared' | 'persistent_local') {
  const rows: { members: Member[]; aliasLevels: number }[] = []
  let endBytes = 0
  for (const [at, place] of places.entries()) {
    const track = trackOf(place.layout, location)
    if (track.levels.length === 0) continue
    const start = startBytesOf(place, location)
    const end = start + track.endBytes
    const row = (rows[place.depth] ??= { members: [], aliasLevels: 0 })
    row.members.push({ place: at, start, end, covered: track.usedBytes })
    row.aliasLevels = Math.max(row.aliasLevels, track.levels.length - 1)
    endBytes = Math.max(endBytes, end)
  }
  const root = places[0]
  return {
    location,
    places,
    rows: Array.from(rows, (row: (typeof rows)[number] | undefined) => ({
      layers: layersOf(row?.members ?? []),
      aliasLevels: row?.aliasLevels ?? 0,
    })),
    endBytes,
    totalBytes: root === undefined ? 0 : trackOf(root.layout, location).endBytes,
    gapBytes: 0,
    arrays: 0,
  }
}

/** All own arrays of the tree one after another in the order of the kernel. */
function localLane(places: readonly KernelPlace[]): SceneLane {
  let totalBytes = 0
  let arrays = 0
  for (const place of places) {
    const track = trackOf(place.layout, 'local')
    totalBytes += track.endBytes
    arrays += track.levels[0]?.entries.length ?? 0
  }
  const gapBytes = arrays < 2 ? 0 : (totalBytes * GAP_SHARE) / arrays
  const members: Member[] = []
  let end = 0
  for (const [at, place] of places.entries()) {
    const track = trackOf(place.layout, 'local')
    const count = track.levels[0]?.entries.length ?? 0
    if (count === 0) continue
    const start = end
    end += track.endBytes + count * gapBytes
    members.push({ place: at, start, end: end - gapBytes, covered: track.usedBytes })
  }
  const rows = members.length === 0 ? [] : [{ layers: [columnsOf(members)], aliasLevels: 0 }]
  const endBytes = Math.max(0, end - gapBytes)
  return { location: 'local', places, rows, endBytes, totalBytes, gapBytes, arrays }
}

/** Stale or aliased windows overlap; each of those goes into the first layer where it does not. */
function layersOf(members: readonly Member[]): readonly Members[] {
  // As they come, in the usual case: siblings lie in the order of their edges.
  if (members.every((member, i) => i === 0 || (members[i - 1]?.end ?? 0) <= member.start))
    return members.length === 0 ? [] : [columnsOf(members)]
  const sorted = [...members].sort((a, b) => a.start - b.start || a.place - b.place)
  const layers: { members: Member[]; end: number }[] = []
  for (const member of sorted) {
    const free = layers.find((layer) => layer.end <= member.start) ?? null
    const layer = free ?? (layers.length < MAX_LAYERS ? null : (layers.at(-1) ?? null))
    if (layer === null) layers.push({ members: [member], end: member.end })
    else {
      layer.members.push(member)
      layer.end = Math.max(layer.end, member.end)
    }
  }
  return layers.map((layer) => columnsOf(layer.members))
}

function columnsOf(members: readonly Member[]): Members {
  const count = members.length
  const places = new Int32Array(count)
  const starts = new Float64Array(count)
  const ends = new Float64Array(count)
  const covered = new Float64Array(count + 1)
  let sum = 0
  for (const [i, member] of members.entries()) {
    places[i] = member.place
    starts[i] = member.start
    ends[i] = member.end
    sum += member.covered
    covered[i + 1] = sum
  }
  return { places, starts, ends, covered }
}

export function memberIntervals({ starts, ends, covered }: Members): Intervals {
  return {
    count: starts.length,
    startAt: (i) => starts[i] ?? 0,
    endAt: (i) => ends[i] ?? 0,
    coveredBy: (first, end) => (covered[end] ?? 0) - (covered[first] ?? 0),
  }
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
