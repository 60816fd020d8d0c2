import { CANARY, DONE, dumpShapeOf, LANE_WORDS } from './dump.ts'
import { errorRecord } from './errorRecord.ts'
import { wordSliceOf, type WordSlice } from './wordSlice.ts'
import type { ProbePlace } from './places.ts'
import { FAR, GUARD, isHosted, UNOWNED, type ProbePlan } from './plan.ts'
import type { ProbeProgram } from './runner.ts'
import type { ProbeEntry } from './tree.ts'

/** Lanes of the one table kernel; a plan with fewer leaves the others idle. */
export const TABLE_LANES = 8

const HEAD_WORDS = 10
const ROW_WORDS = 8

/** What a row of the table asks a lane to do. */
const ROW = { window: 0, shared: 1, persistent: 2, local: 3, hosted: 4 } as const

/** Where a place's two windows begin in the run's arenas, and how long they are, as the layout has them. */
export interface PlaceWindows {
  readonly sharedBase: number
  readonly sharedLength: number
  readonly persistentBase: number
  readonly persistentLength: number
}

/** The windows of every place: each begins at its region's offset within its parent's. */
export function windowsOf(plan: ProbePlan): readonly PlaceWindows[] {
  const windows: PlaceWindows[] = []
  for (const place of plan.places) {
    const above = windows[place.parent]
    if (above === undefined) {
      windows.push({
        sharedBase: 0,
        sharedLength: plan.windowWords,
        persistentBase: 0,
        persistentLength: plan.persistent.words,
      })
      continue
    }
    const shared = regionSlice(plan, place, 'shared')
    const persistent = regionSlice(plan, place, 'persistent_local')
    windows.push({
      sharedBase: Math.min(FAR, above.sharedBase + shared.offset),
      sharedLength: shared.extent,
      persistentBase: Math.min(FAR, above.persistentBase + persistent.offset),
      persistentLength: persistent.extent,
    })
  }
  return windows
}

/**
 * The plan as tables for one fixed program, which is compiled once. It proves the numbers; both arenas
 * lie in storage, and of a local array only the length is tested.
 */
export function tableKernel(plan: ProbePlan, windows = windowsOf(plan)): ProbeProgram {
  const shape = dumpShapeOf(plan)
  return {
    kind: 'table',
    wgsl: TABLE_WGSL,
    entryPoint: 'main',
    inputs: [
      tableOf(plan, windows),
      plan.hostedWords.length === 0 ? new Uint32Array(1) : plan.hostedWords,
    ],
    resultWords: shape.words,
    needs: {
      workgroupBytes: 0,
      invocations: TABLE_LANES,
      privateBytes: 0,
      storageBytes: shape.words * 4,
    },
    lines: [],
  }
}

function tableOf(plan: ProbePlan, windows: readonly PlaceWindows[]): Uint32Array {
  const rows: number[] = []
  for (const place of plan.places) {
    const window = windows[place.index]
    if (window === undefined) continue
    let hosted = place.bases.hostedWord
    for (const entry of place.factory.entries) {
      if (entry.entry.kind === 'child-region') pushWindow(rows, { plan, place, window }, entry)
      if (entry.used === 0) continue
      pushBuffer(rows, { plan, place, window }, { entry, hosted })
      if (isHosted(entry, place.hosted)) hosted += entry.used
    }
  }
  const { sitesAt, sharedAt, persistentAt } = dumpShapeOf(plan)
  const { shared, persistent } = plan
  const head = [
    rows.length / ROW_WORDS,
    plan.lanes,
    plan.strideWords,
    shared.physical,
    persistent.physical,
  ]
  const table = new Uint32Array(HEAD_WORDS + rows.length)
  table.set([...head, sitesAt, sharedAt, persistentAt])
  table.set(rows, HEAD_WORDS)
  return table
}

interface InPlace {
  readonly plan: ProbePlan
  readonly place: ProbePlace
  readonly window: PlaceWindows
}

/** A region that a child hangs on must lie inside the window that it is cut from. */
function pushWindow(rows: number[], { plan, place, window }: InPlace, entry: ProbeEntry): void {
  if (entry.entry.kind !== 'child-region') return
  const { of } = entry.entry
  if (!place.factory.children.some((child) => child.regions[of] === entry.at)) return
  const { offset, extent } = wordSliceOf(plan, place.factory, entry)
  const length = of === 'shared' ? window.sharedLength : window.persistentLength
  rows.push(ROW.window, 0, length, offset, extent, 1, 0, place.bases.site + entry.at)
}

function pushBuffer(
  rows: number[],
  { plan, place, window }: InPlace,
  { entry, hosted }: { readonly entry: ProbeEntry; readonly hosted: number },
): void {
  const { space, offset, extent } = wordSliceOf(plan, place.factory, entry)
  const site = place.bases.site + entry.at
  const isGuest = isHosted(entry, place.hosted)
  // Where a hosted buffer is tested in another memory than its host's, the host check says so.
  if (isGuest && space !== 'shared') return
  const tag = isGuest ? hosted : place.bases.tag + entry.tag
  const kind = isGuest ? ROW.hosted : space === 'persistent_local' ? ROW.persistent : ROW[space]
  const [base, length] =
    space === 'persistent_local'
      ? [window.persistentBase, window.persistentLength]
      : [window.sharedBase, window.sharedLength]
  rows.push(kind, base, length, offset, extent, entry.used, tag, site)
}

function regionSlice(
  plan: ProbePlan,
  { parent: above, name }: ProbePlace,
  of: 'shared' | 'persistent_local',
): Pick<WordSlice, 'offset' | 'extent'> {
  const parent = plan.places[above]
  const child = parent?.factory.children.find((edge) => edge.name === name)
  const region = parent?.factory.entries[child?.regions[of] ?? -1]
  if (parent === undefined || region === undefined) return { offset: 0, extent: 0 }
  return wordSliceOf(plan, parent.factory, region)
}

/** The one program: every lane walks all rows, four times, as the generated kernel walks its tree. */
export const TABLE_WGSL = `@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<u32>;
@group(0) @binding(2) var<storage, read> hosted: array<u32>;
${errorRecord('table[5]')}

fn walk(phase: u32, run: u32) {
  let rows = table[0];
  let odd = phase == 1u || phase == 3u;
  for (var row = 0u; rows > row; row++) {
    let r = ${HEAD_WORDS}u + row * ${ROW_WORDS}u;
    let kind = table[r];
    let length = table[r + 2u];
    let offset = table[r + 3u];
    let extent = table[r + 4u];
    let count = table[r + 5u];
    let tag = table[r + 6u];
    let site = table[r + 7u];
    var start = ${GUARD}u + table[r + 1u] + offset;
    var size = table[3];
    var first = table[6];
    var who = run;
    if (kind == ${ROW.persistent}u) {
      size = table[4];
      first = table[7] + lane * size;
      who = lane;
    } else {
      start = start + run * table[2];
    }
    for (var word = 0u; count > word; word++) {
      var code = 0u;
      var found = 0u;
      if (kind == ${ROW.window}u) {
        if (offset + extent > length) { code = 3u; }
      } else if (kind == ${ROW.local}u) {
        if (word >= extent) { code = 1u; }
      } else {
        if (offset + word >= length) { code = 2u; }
        if (word >= extent) { code = 1u; }
        var want = (tag + word + 1u) * 256u + who;
        if (kind == ${ROW.hosted}u) {
          want = hosted[tag + word];
          if (want >= ${UNOWNED}u) { want = want + ${GUARD}u + run * table[2]; } else { want = want * 256u + run; }
        }
        let at = start + word;
        if (size > at) {
          found = result[first + at];
          if (kind == ${ROW.hosted}u) {
            if (odd && found != want && code == 0u) { code = 4u; }
          } else {
            if (phase > 0u && found != want && code == 0u) { code = 4u; }
            if (!odd) { result[first + at] = want; }
          }
        }
      }
      if (code != 0u) { fail(code, site, word, found); }
    }
  }
}

@compute @workgroup_size(${TABLE_LANES}, 1, 1)
fn main(@builtin(local_invocation_index) me: u32) {
  lane = me;
  let lanes = table[1];
  let sharedSize = table[3];
  let ownSize = table[4];
  let sharedAt = table[6];
  let ownAt = table[7] + me * ownSize;
  if (lanes > me) {
    for (var k = me; k < sharedSize; k = k + lanes) { result[sharedAt + k] = ${CANARY}u + k; }
    for (var p = 0u; p < ownSize; p++) { result[ownAt + p] = ${CANARY}u + p; }
  }
  storageBarrier();
  for (var turn = 0u; turn < 4u; turn++) {
    if (lanes > me) {
      var other = me;
      if (turn == 1u || turn == 3u) { other = (me + 1u) % lanes; }
      walk(turn, other);
    }
    storageBarrier();
  }
  if (lanes > me) {
    let record = me * ${LANE_WORDS}u;
    result[record + 1u] = errors;
    result[record + 2u] = firstCode;
    result[record + 3u] = firstSite;
    result[record + 4u] = firstWord;
    result[record + 5u] = firstFound;
    result[record] = ${DONE}u + me;
  }
}`
