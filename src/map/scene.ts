import { sum } from 'd3-array'
import { layoutOf, type ExtentRule } from '../core/layout/factoryLayout.ts'
import type { KernelLayout } from '../core/layout/kernelLayout.ts'
import type { KernelPlace, TreeShape, WindowStarts } from '../core/layout/kernelPlaces.ts'
import type { Factory } from '../core/registry/factory.ts'
import type { ArenaLocation, Location } from '../core/registry/location.ts'
import type { Intervals } from './intervals.ts'
import { holdingsOf, type Held, type Holdings } from './held.ts'
import { addMember, draftFor, layersOf, type Members } from './members.ts'
import type { Segments } from './track.ts'

/**
 * What a map draws: per memory, rows of places. Row r holds what places r levels below the root put
 * into their windows:
 *
 *   row 0 | state | delta | child_shared                    |
 *   row 1                 | residual | step    |              offsets inside are the child's own
 */
export interface Scene extends Drawn {
  readonly lanes: Readonly<Record<Location, SceneLane>>
}

interface Drawn {
  readonly places: readonly KernelPlace[]
  readonly starts: WindowStarts
  /** The same object while the tree stays the same; for a factory alone that factory. What follows from it is kept by it. */
  readonly shape: object
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

/** What the places of each tree held last: an edit leaves most of them as they are. */
const lastHoldings = new WeakMap<TreeShape, Holdings>()

/** The whole kernel, one row per level of the tree; computed once per kernel layout. */
export function sceneOfKernel(kernel: KernelLayout): Scene {
  const known = kernelScenes.get(kernel)
  if (known !== undefined) return known
  const { places, starts, shape } = kernel
  const holdings = holdingsOf(places, lastHoldings.get(shape) ?? null)
  lastHoldings.set(shape, holdings)
  const scene = { places, starts, shape, lanes: lanesOf(kernel, holdings) }
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
  }
  const places = [place]
  const starts = { shared: new Float64Array(1), persistent_local: new Float64Array(1) }
  const alone = { places, starts, shape: factory }
  const scene = { ...alone, lanes: lanesOf(alone, holdingsOf(places, null)) }
  const perRule = factoryScenes.get(factory) ?? new Map<ExtentRule, Scene>()
  factoryScenes.set(factory, perRule.set(rule, scene))
  return scene
}

function lanesOf(drawn: Drawn, { by }: Holdings): Scene['lanes'] {
  return {
    shared: arenaLane('shared', drawn, by.shared),
    persistent_local: arenaLane('persistent_local', drawn, by.persistent_local),
    local: localLane(drawn.places, by.local),
  }
}

const placesByDepth = new WeakMap<Scene['shape'], readonly Int32Array[]>()

/** Positions of the places at each depth of the tree; they follow from its shape. */
function depthsOf({ places, shape }: Drawn): readonly Int32Array[] {
  const known = placesByDepth.get(shape)
  if (known !== undefined) return known
  const lists: number[][] = []
  for (const [at, { depth }] of places.entries()) (lists[depth] ??= []).push(at)
  const depths = lists.map((list) => Int32Array.from(list))
  placesByDepth.set(shape, depths)
  return depths
}

function arenaLane(location: ArenaLocation, drawn: Drawn, held: Held): SceneLane {
  const { places } = drawn
  const rows: SceneRow[] = []
  let endBytes = 0
  for (const [depth, members] of depthsOf(drawn).entries()) {
    const row = arenaRow(members, drawn.starts[location], held)
    if (row.layers.length === 0) continue
    // Rows above it that hold nothing stay empty ones.
    while (rows.length < depth) rows.push({ layers: [], aliasLevels: 0 })
    rows.push({ layers: row.layers, aliasLevels: row.levels - 1 })
    endBytes = Math.max(endBytes, row.endBytes)
  }
  const totalBytes = held.ends[0] ?? 0
  return { location, places, rows, endBytes, totalBytes, gapBytes: 0, arrays: 0 }
}

/** What the places at one depth put into an arena. */
function arenaRow(members: Int32Array, starts: Float64Array, held: Held) {
  const draft = draftFor(members.length)
  let levels = 0
  let endBytes = 0
  for (const at of members) {
    const own = held.levels[at] ?? 0
    if (own === 0) continue
    const start = starts[at] ?? 0
    const end = start + (held.ends[at] ?? 0)
    addMember(draft, { place: at, start, end, covers: held.covers[at] ?? 0 })
    levels = Math.max(levels, own)
    endBytes = Math.max(endBytes, end)
  }
  return { layers: layersOf(draft), levels, endBytes }
}

/** All own arrays of the tree one after another in the order of the kernel. */
function localLane(places: readonly KernelPlace[], { segments, ends, covers }: Held): SceneLane {
  const totalBytes = sum(ends)
  const arrays = sum(segments)
  const gapBytes = arrays < 2 ? 0 : (totalBytes * GAP_SHARE) / arrays
  const draft = draftFor(segments.length)
  let next = 0
  for (const [at, count] of segments.entries()) {
    if (count === 0) continue
    const start = next
    next += (ends[at] ?? 0) + count * gapBytes
    addMember(draft, { place: at, start, end: next - gapBytes, covers: covers[at] ?? 0 })
  }
  const layers = layersOf(draft)
  const rows = layers.length === 0 ? [] : [{ layers, aliasLevels: 0 }]
  const endBytes = Math.max(0, next - gapBytes)
  return { location: 'local', places, rows, endBytes, totalBytes, gapBytes, arrays }
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
