import type { ArenaLocation } from '../registry/location.ts'
import type { Pause } from './breath.ts'
import { accessRecordsOf, CANARY, dumpShapeOf, type AccessRecord } from './dump.ts'
import {
  elementOf,
  elementRefOf,
  homeOf,
  locateTag,
  meaningOf,
  type Located,
  type Meaning,
} from './locate.ts'
import { GUARD, type ProbePlan } from './plan.ts'
import type { ElementRef, WordFault, WordFaultKind } from './verdict.ts'

/** Words that are compared in one go. */
const PIECE = 1024

/** What a run showed about one entry at one place. */
export interface Evidence {
  /** The first wrong word that should have been its own. */
  first: WordFault | null
  /** The first word where its contents lie and should not. */
  astray: WordFault | null
  /** Words between where its contents should lie and where they lie, with how often that was seen. */
  readonly shifts: Map<number, number>
  inOtherArena: ArenaLocation | null
  pastArena: boolean
  access: AccessRecord | null
}

/** Everything that a run showed to be wrong. */
export interface Evidences {
  /** By site. */
  readonly bySite: ReadonlyMap<number, Evidence>
  readonly words: readonly WordFault[]
  readonly wrongWords: number
}

interface Gathering {
  readonly plan: ProbePlan
  readonly bySite: Map<number, Evidence>
  readonly words: WordFault[]
  readonly maxWords: number
  wrongWords: number
}

/** Compares every word of every arena with the image, and files each wrong one under whom it concerns. */
export async function gatherEvidence(
  plan: ProbePlan,
  dump: Uint32Array,
  { maxWords, breathe }: { readonly maxWords: number; readonly breathe: Pause },
): Promise<Evidences> {
  const shape = dumpShapeOf(plan)
  const gathering: Gathering = { plan, bySite: new Map(), words: [], maxWords, wrongWords: 0 }
  for (const record of accessRecordsOf(dump, shape)) {
    const evidence = evidenceAt(gathering, record.site)
    evidence.access ??= record
  }
  const block = dump.subarray(shape.sharedAt, shape.persistentAt)
  for (let from = 0; from < block.length; from += PIECE) {
    compareShared(gathering, block, from)
    await breathe()
  }
  for (let lane = 0; lane < plan.lanes; lane++) {
    const at = shape.persistentAt + lane * plan.persistent.physical
    const thread = dump.subarray(at, at + plan.persistent.physical)
    for (let from = 0; from < thread.length; from += PIECE) {
      comparePersistent(gathering, thread, { lane, from })
      await breathe()
    }
  }
  return gathering
}

function compareShared(gathering: Gathering, found: Uint32Array, from: number): void {
  const { plan } = gathering
  const { image, words } = plan.shared
  const stride = plan.trueStrideWords
  for (let at = from; at < Math.min(found.length, from + PIECE); at++) {
    const inArena = at >= GUARD && at < GUARD + words
    const lane = stride === 0 ? 0 : Math.floor((at - GUARD) / stride)
    const run = Math.min(plan.lanes - 1, Math.max(0, lane))
    const word = at - GUARD - run * stride
    const tag = inArena ? (image[word] ?? -1) : -1
    const expected = tag < 0 ? CANARY + at : (tag + 1) * 256 + run
    if (found[at] !== expected)
      file(gathering, {
        arena: 'shared',
        lane: run,
        word,
        inArena,
        expected,
        found: found[at] ?? 0,
      })
  }
}

function comparePersistent(
  gathering: Gathering,
  found: Uint32Array,
  { lane, from }: { readonly lane: number; readonly from: number },
): void {
  const { image, words } = gathering.plan.persistent
  for (let at = from; at < Math.min(found.length, from + PIECE); at++) {
    const word = at - GUARD
    const inArena = word >= 0 && word < words
    const tag = inArena ? (image[word] ?? -1) : -1
    const expected = tag < 0 ? CANARY + at : (tag + 1) * 256 + lane
    if (found[at] !== expected)
      file(gathering, {
        arena: 'persistent_local',
        lane,
        word,
        inArena,
        expected,
        found: found[at] ?? 0,
      })
  }
}

interface WrongWord {
  readonly arena: ArenaLocation
  readonly lane: number
  /** Counted from the start of the lane's own window. */
  readonly word: number
  /** Not a guard word. */
  readonly inArena: boolean
  readonly expected: number
  readonly found: number
}

function file(gathering: Gathering, wrong: WrongWord): void {
  gathering.wrongWords++
  const { plan } = gathering
  const expected = meaningOf(plan, wrong.expected)
  const found = meaningOf(plan, wrong.found)
  // Told once, and only where somebody listens: a wrong layout has millions of wrong words.
  let told: WordFault | null = null
  const tell = () => (told ??= wordFaultOf(plan, wrong, { expected, found }))
  if (gathering.words.length < gathering.maxWords) gathering.words.push(tell())
  if (expected.kind === 'tag') {
    const owner = locateTag(plan, expected.tag)
    if (owner !== null)
      evidenceAt(gathering, owner.place.bases.site + owner.entry.at).first ??= tell()
  }
  if (found.kind === 'tag') fileStray(gathering, wrong, { found, tell })
}

/** A tag that lies where it should not says how far its buffer went. */
function fileStray(
  gathering: Gathering,
  wrong: WrongWord,
  { found, tell }: { readonly found: Meaning & { kind: 'tag' }; readonly tell: () => WordFault },
): void {
  const { plan } = gathering
  const stray = locateTag(plan, found.tag)
  if (stray === null) return
  const evidence = evidenceAt(gathering, stray.place.bases.site + stray.entry.at)
  evidence.astray ??= tell()
  if (!wrong.inArena) evidence.pastArena = true
  if (stray.entry.space !== wrong.arena) evidence.inOtherArena = wrong.arena
  const shift = shiftOfStray(plan, wrong, { stray, lane: found.lane })
  if (shift !== 0) evidence.shifts.set(shift, (evidence.shifts.get(shift) ?? 0) + 1)
}

/** Words from where a stray word should lie to where it lies; 0 where that says nothing. */
function shiftOfStray(
  plan: ProbePlan,
  wrong: WrongWord,
  { stray, lane }: { readonly stray: Located; readonly lane: number },
): number {
  const home = homeOf(stray, wrong.arena)
  if (home === null) return 0
  if (wrong.arena === 'persistent_local') return wrong.word - home
  // Where runs follow each other wrongly, only the first one shows how far a buffer itself went.
  if (plan.strideWords !== plan.trueStrideWords && lane > 0) return 0
  return wrong.word - home + (wrong.lane - lane) * plan.trueStrideWords
}

function evidenceAt(gathering: Gathering, site: number): Evidence {
  const known = gathering.bySite.get(site)
  if (known !== undefined) return known
  const evidence: Evidence = {
    first: null,
    astray: null,
    shifts: new Map(),
    inOtherArena: null,
    pastArena: false,
    access: null,
  }
  gathering.bySite.set(site, evidence)
  return evidence
}

function wordFaultOf(
  plan: ProbePlan,
  wrong: WrongWord,
  { expected, found }: { readonly expected: Meaning; readonly found: Meaning },
): WordFault {
  const owner = ownerOf(plan, expected)
  const stray = ownerOf(plan, found)
  const { arena, lane, word } = wrong
  return {
    kind: kindOf(wrong, owner, stray),
    arena,
    lane,
    word,
    expected: refOf(plan, owner),
    found: refOf(plan, stray),
    shift: shiftOf(plan, owner, stray),
  }
}

interface Owner {
  readonly located: Located
  readonly lane: number
}

function ownerOf(plan: ProbePlan, meaning: Meaning): Owner | null {
  if (meaning.kind !== 'tag') return null
  const located = locateTag(plan, meaning.tag)
  return located === null ? null : { located, lane: meaning.lane }
}

function refOf(plan: ProbePlan, owner: Owner | null): ElementRef | null {
  return owner === null ? null : elementRefOf(plan, owner.located, owner.lane)
}

function kindOf({ inArena }: WrongWord, owner: Owner | null, stray: Owner | null): WordFaultKind {
  if (owner === null) return inArena ? 'unexpected-write' : 'canary-overwritten'
  if (stray === null) return 'never-written'
  if (!isSameBuffer(owner, stray)) return 'foreign'
  return stray.located.word === owner.located.word ? 'wrong-lane' : 'shifted'
}

function isSameBuffer({ located: a }: Owner, { located: b }: Owner): boolean {
  return a.place === b.place && a.entry === b.entry
}

function shiftOf(plan: ProbePlan, owner: Owner | null, stray: Owner | null): number | null {
  if (owner === null || stray === null || !isSameBuffer(owner, stray)) return null
  const [to, from] = [owner, stray].map(({ located }) =>
    elementOf(plan.tree, located, located.word),
  )
  const shift = (to ?? 0) - (from ?? 0)
  return shift === 0 ? null : shift
}
