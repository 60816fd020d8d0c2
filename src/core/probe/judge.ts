import { breathing, type Pause } from './breath.ts'
import { faultOf } from './diagnosis.ts'
import { gatherEvidence, type Evidence } from './evidence.ts'
import { hostFaultsOf, type HostFault } from './hostChecks.ts'
import { locateSite } from './locate.ts'
import { pathText, type ProbePlace } from './places.ts'
import type { ProbePlan } from './plan.ts'
import { MAX_WORD_FAULTS, type BufferFault, type WordFault } from './verdict.ts'

/** What a finished run says about the layout. */
export type Judgement =
  | { readonly kind: 'proven'; readonly wordsChecked: number; readonly buffersChecked: number }
  | {
      readonly kind: 'disproven'
      readonly buffers: readonly BufferFault[]
      readonly words: readonly WordFault[]
      readonly wrongWords: number
      readonly wordsChecked: number
    }

/** Compares a dump of the device with the plan. Every lane must have come to the end. Pauses between pieces. */
export async function judge(plan: ProbePlan, dump: Uint32Array, pause: Pause): Promise<Judgement> {
  const breathe = breathing(pause)
  const gathered = await gatherEvidence(plan, dump, { maxWords: MAX_WORD_FAULTS, breathe })
  const { bySite, words, wrongWords } = gathered
  const hostFaults = hostFaultsOf(plan)
  const wordsChecked = plan.shared.physical + plan.lanes * plan.persistent.physical
  if (bySite.size === 0 && wrongWords === 0 && hostFaults.length === 0)
    return { kind: 'proven', wordsChecked, buffersChecked: buffersIn(plan) }
  const found = await bufferFaultsOf(plan, { bySite, hostFaults, breathe })
  const buffers = found.length > 0 ? found : [nobodysFault(plan, wrongWords)]
  return { kind: 'disproven', buffers, words, wrongWords, wordsChecked }
}

/** Words that nobody's contents explain: something else wrote there. */
function nobodysFault(plan: ProbePlan, wrongWords: number): BufferFault {
  return {
    kind: 'unexpected-write',
    place: 0,
    path: pathText(plan.places, 0),
    factory: plan.tree.root.factory.id,
    buffer: null,
    first: null,
    shift: null,
    other: null,
    message: `${wrongWords} words around the arenas hold what no buffer wrote.`,
  }
}

function buffersIn(plan: ProbePlan): number {
  let count = 0
  for (const { factory } of plan.places)
    for (const { entry } of factory.entries) if (entry.kind === 'buffer') count++
  return count
}

interface Seen {
  readonly bySite: ReadonlyMap<number, Evidence>
  readonly hostFaults: readonly HostFault[]
  readonly breathe: Pause
}

/** One fault a buffer, arenas first, then in the order of the tree. */
async function bufferFaultsOf(
  plan: ProbePlan,
  { bySite, hostFaults, breathe }: Seen,
): Promise<readonly BufferFault[]> {
  const faults: { readonly fault: BufferFault; readonly rank: number }[] = []
  const seen = new Map(bySite)
  for (const fault of hostFaults) {
    await breathe()
    const place = firstPlaceOf(plan, fault.factory)
    if (place === null) continue
    const rank = typeof fault.entry === 'number' ? place.bases.site + fault.entry : -1
    const evidence = seen.get(rank) ?? null
    seen.delete(rank)
    faults.push({ fault: withHost(plan, fault, { place, evidence }), rank })
  }
  for (const [site, evidence] of seen) {
    await breathe()
    const at = locateSite(plan, site)
    if (at !== null) faults.push({ fault: faultOf(plan, at, evidence), rank: site })
  }
  return faults.sort((a, b) => a.rank - b.rank).map(({ fault }) => fault)
}

function firstPlaceOf(plan: ProbePlan, factory: number): ProbePlace | null {
  const wanted = plan.tree.factories[factory]
  return plan.places.find((place) => place.factory === wanted) ?? null
}

function withHost(
  plan: ProbePlan,
  fault: HostFault,
  { place, evidence }: { readonly place: ProbePlace; readonly evidence: Evidence | null },
): BufferFault {
  const { kind, entry: at, shift, message } = fault
  const entry = typeof at === 'number' ? place.factory.entries[at] : undefined
  if (entry !== undefined && evidence !== null) {
    const seen = faultOf(plan, { place, entry }, evidence)
    return { ...seen, kind, message: `${message} ${seen.message}`.trimEnd() }
  }
  return {
    kind,
    place: place.index,
    path: pathText(plan.places, place.index),
    factory: place.factory.factory.id,
    buffer: typeof at === 'string' ? at : (entry?.entry.name ?? null),
    first: null,
    shift,
    other: null,
    message,
  }
}
