import type { AccessError, AccessRecord } from './dump.ts'
import type { Evidence } from './evidence.ts'
import { elementWords } from './image.ts'
import { elementOf, elementRefOf, locateTag, meaningOf, type Located } from './locate.ts'
import type { SliceNumbers } from './numbers.ts'
import { pathText } from './places.ts'
import type { ProbePlan } from './plan.ts'
import type { BufferFault, BufferFaultKind, ElementRef, WordFault } from './verdict.ts'

type At = Pick<Located, 'place' | 'entry'>

/** What was seen of one entry at one place, as one fault. */
export function faultOf(plan: ProbePlan, at: At, evidence: Evidence): BufferFault {
  const { kind, message } = diagnose(plan, at, evidence)
  const other = evidence.first?.kind === 'foreign' ? evidence.first.found : null
  return {
    kind,
    place: at.place.index,
    path: pathText(plan.places, at.place.index),
    factory: at.place.factory.factory.id,
    buffer: at.entry.entry.name,
    first: firstOf(plan, at, evidence),
    shift: shiftOf(plan, at, evidence),
    other: other ?? readBackOther(plan, at, evidence.access),
    message,
  }
}

function firstOf(plan: ProbePlan, at: At, { first, access }: Evidence): BufferFault['first'] {
  const expected = first?.expected ?? null
  if (expected !== null) return { element: expected.element, lane: expected.lane }
  if (access === null || at.entry.entry.kind !== 'buffer') return null
  return { element: elementOf(plan.tree, at, access.word), lane: access.lane }
}

/** Elements that all its stray words agree on, or most of them. */
function shiftOf(plan: ProbePlan, at: At, evidence: Evidence): number | null {
  const [most] = [...evidence.shifts].sort((a, b) => b[1] - a[1])
  if (most !== undefined) return most[0] / elementWords(at.place.factory.factory)
  return readBackOf(plan, at, evidence.access)?.shift ?? ownShiftOf(plan, at)
}

/** Where no word of it was found: how far the layout's own number for it is off. */
function ownShiftOf(plan: ProbePlan, at: At): number | null {
  const tested = numbersOf(plan, at)
  if (tested === null || tested.space === 'local' || tested.space !== at.entry.space) return null
  const { factory, image } = at.place.factory
  const shift = tested.offset - (image.starts[at.entry.at] ?? 0) / elementWords(factory)
  return shift === 0 ? null : shift
}

/** Whose word a read-back found, where it was not its own. */
function readBackOther(plan: ProbePlan, at: At, access: AccessRecord | null): ElementRef | null {
  return readBackOf(plan, at, access)?.found ?? null
}

function readBackOf(
  plan: ProbePlan,
  at: At,
  access: AccessRecord | null,
): { readonly found: ElementRef; readonly shift: number | null } | null {
  if (access?.error !== 'read-back') return null
  const found = meaningOf(plan, access.found)
  const located = found.kind === 'tag' ? locateTag(plan, found.tag) : null
  if (located === null || found.kind !== 'tag') return null
  const wanted = wantedWord(plan, at, access.word)
  const same = wanted !== null && wanted.place === located.place && wanted.entry === located.entry
  const shift = same ? located.word - wanted.word : 0
  const perElement = elementWords(at.place.factory.factory)
  return {
    found: elementRefOf(plan, located, found.lane),
    shift: shift === 0 ? null : shift / perElement,
  }
}

/** The word that a hosted buffer should read: its host's. */
function wantedWord(plan: ProbePlan, at: At, word: number): Located | null {
  const start = at.place.starts.shared
  if (start === null || at.entry.space !== 'shared') return null
  const home = start + (at.place.factory.image.starts[at.entry.at] ?? 0) + word
  const tag = plan.shared.image[home] ?? -1
  return tag < 0 ? null : locateTag(plan, tag)
}

interface Diagnosis {
  readonly kind: BufferFaultKind
  readonly message: string
}

/** The most telling of all that was seen, as one sentence. */
function diagnose(plan: ProbePlan, at: At, evidence: Evidence): Diagnosis {
  const found = wordSentence(evidence)
  const met = metSentence(plan, at, evidence.access)
  const say = (kind: BufferFaultKind, message: string): Diagnosis => ({
    kind,
    message: [message, found, met].filter((text) => text !== '').join(' '),
  })
  const elsewhere = memoryOf(plan, at, evidence)
  if (elsewhere !== null) return say('memory', elsewhere)
  const reach = reachOf(plan, at, evidence)
  if (reach !== null) return say(reach.kind, reach.message)
  const shift = shiftOf(plan, at, evidence)
  if (shift !== null) return say('shifted', shiftSentence(shift))
  if (evidence.first !== null)
    return say(evidence.first.kind === 'shifted' ? 'shifted' : kindOf(evidence.first), '')
  if (evidence.access !== null) return readBackDiagnosis(plan, at, evidence.access)
  return say('unexpected-write', '')
}

/** Whom an access trampled, or was trampled by, where it met another buffer's contents. */
function metSentence(plan: ProbePlan, at: At, access: AccessRecord | null): string {
  const found = access === null ? null : meaningOf(plan, access.found)
  if (access === null || found?.kind !== 'tag') return ''
  const located = locateTag(plan, found.tag)
  if (located === null || (located.place === at.place && located.entry === at.entry)) return ''
  const element = elementOf(plan.tree, at, access.word)
  const met = elementText(elementRefOf(plan, located, found.lane))
  return `Element ${element} in lane ${access.lane} met ${met}.`
}

/** Contents that the run showed to be wrong, of an entry that lies in another memory than registered. */
function memoryOf(plan: ProbePlan, at: At, { inOtherArena }: Evidence): string | null {
  const tested = numbersOf(plan, at)?.space ?? at.entry.space
  const space = tested === at.entry.space ? inOtherArena : tested
  if (space === null) return null
  return `It lies in ${memoryName(space)} memory; the registrations put it in ${memoryName(at.entry.space)} memory.`
}

function numbersOf(plan: ProbePlan, { place, entry }: At): SliceNumbers | null {
  return plan.numbers.slices.get(place.factory.factory.id)?.[entry.at] ?? null
}

function kindOf({ kind }: WordFault): BufferFaultKind {
  return kind === 'canary-overwritten' ? 'past-arena' : kind
}

/** Accesses that left the slice, the window or the arena. */
function reachOf(plan: ProbePlan, at: At, { access, pastArena }: Evidence): Diagnosis | null {
  const error = access?.error ?? null
  if (access !== null && error === 'past-slice') {
    const element = elementOf(plan.tree, at, access.word)
    const message = `Element ${element} is used, and its slice ends before it.`
    return { kind: 'past-slice', message }
  }
  const memory = memoryBefore(at)
  const isPastWindow = error === 'past-window'
  if (pastArena || (isPastWindow && at.place.parent < 0))
    return { kind: 'past-arena', message: `It reaches past the end of the ${memory}arena.` }
  if (access !== null && isPastWindow) {
    const element = elementOf(plan.tree, at, access.word)
    const message = `Element ${element} lies past the end of its factory's ${memory}window.`
    return { kind: 'past-window', message }
  }
  return windowReach(at, error, memory)
}

function memoryBefore({ entry }: At): string {
  return entry.space === 'local' ? '' : `${memoryName(entry.space)} `
}

function windowReach(at: At, error: AccessError | null, memory: string): Diagnosis | null {
  if (error !== 'window-past-window') return null
  if (at.place.parent < 0)
    return {
      kind: 'past-arena',
      message: `The child's window reaches past the end of the ${memory}arena.`,
    }
  return {
    kind: 'past-window',
    message: `The child's window reaches out of the ${memory}window that holds it.`,
  }
}

function readBackDiagnosis(plan: ProbePlan, at: At, access: AccessRecord): Diagnosis {
  const element = elementOf(plan.tree, at, access.word)
  const back = readBackOf(plan, at, access)
  const what = back === null ? 'nothing that was written' : elementText(back.found)
  const shift = back?.shift ?? null
  const by = shift === null ? '' : `, ${shiftText(shift)}`
  const message = `Reading element ${element} in lane ${access.lane} gave ${what}${by}.`
  if (back === null) return { kind: 'read-back', message }
  if (shift !== null) return { kind: 'shifted', message }
  const isOwn = back.found.place === at.place.index && back.found.buffer === at.entry.entry.name
  return { kind: isOwn ? 'wrong-lane' : 'foreign', message }
}

function memoryName(location: 'shared' | 'persistent_local' | 'local'): string {
  return location === 'persistent_local' ? 'persistent' : location
}

function shiftSentence(shift: number): string {
  return `It lies ${shiftText(shift)}.`
}

function shiftText(shift: number): string {
  const by = Math.abs(shift)
  return `${by} element${by === 1 ? '' : 's'} too far ${shift > 0 ? 'up' : 'down'}`
}

/** What the first wrong word of a buffer shows, or the first word where its contents went astray. */
function wordSentence({ first, astray }: Evidence): string {
  if (first !== null) return firstSentence(first)
  const found = astray?.found ?? null
  if (astray === null || found === null) return ''
  const { expected } = astray
  const whose = expected === null ? 'nobody may write' : `${elementText(expected)} belongs`
  return `${elementText(found)} lies where ${whose}.`
}

function firstSentence({ expected, found }: WordFault): string {
  if (expected === null) return ''
  const what = found === null ? 'nothing was written there' : `found ${elementText(found)}`
  return `Expected ${elementText(expected)}, ${what}.`
}

/** "delta[3] of lane 5", with its path. */
export function elementText({ path, buffer, element, lane }: ElementRef): string {
  return `${path}/${buffer}[${element}] of lane ${lane}`
}
