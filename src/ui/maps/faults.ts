import { mainKernelOf } from '../../core/layout/kernelLayout.ts'
import type { ElementRef, Verdict, WordFault } from '../../core/probe/verdict.ts'
import type { ArenaLocation } from '../../core/registry/location.ts'
import type { Verification } from '../../store/state.ts'

/** A word that the run disproved, where the map draws it. */
export interface LaneFault {
  readonly location: ArenaLocation
  readonly row: number
  readonly startBytes: number
  readonly endBytes: number
  /** "expected delta[3] of lane 5, found state[0]" */
  readonly text: string
}

const NONE: readonly LaneFault[] = []
const faults = new WeakMap<Verdict, readonly LaneFault[]>()

/** Wrong words of the last verdict, once an address: every lane has the same layout. */
export function faultsOf(verification: Verification): readonly LaneFault[] {
  if (verification.kind !== 'done' || verification.verdict.kind !== 'disproven') return NONE
  const { verdict } = verification
  const known = faults.get(verdict)
  if (known !== undefined) return known
  const list = computeFaults(verdict)
  faults.set(verdict, list)
  return list
}

/** Wrong words that lie side by side in one row. */
export type WrongStretch = Pick<LaneFault, 'row' | 'startBytes' | 'endBytes'>

/** Neighbours joined, so that they are marked as one; by row and address. */
export function joinedFaults(faults: readonly LaneFault[]): readonly WrongStretch[] {
  const joined: WrongStretch[] = []
  for (const fault of [...faults].sort((a, b) => a.row - b.row || a.startBytes - b.startBytes)) {
    const { row, startBytes, endBytes } = fault
    const last = joined.at(-1)
    if (last?.row === row && last.endBytes >= startBytes)
      joined[joined.length - 1] = { ...last, endBytes: Math.max(last.endBytes, endBytes) }
    else joined.push({ row, startBytes, endBytes })
  }
  return joined
}

type Disproof = Extract<Verdict, { readonly kind: 'disproven' }>

function computeFaults(verdict: Disproof): readonly LaneFault[] {
  const places = mainKernelOf(verdict.registry)?.places ?? []
  const found = new Map<string, LaneFault>()
  for (const word of verdict.words) {
    const row = places[word.expected?.place ?? 0]?.depth ?? 0
    const key = `${word.arena} ${word.word} ${row}`
    if (found.has(key)) continue
    const startBytes = word.word * 4
    const endBytes = startBytes + 4
    found.set(key, { location: word.arena, row, startBytes, endBytes, text: faultText(word) })
  }
  return [...found.values()]
}

/** What a wrong word says when it is pointed at. */
export function faultText({ kind, expected, found, lane }: WordFault): string {
  const wanted =
    expected === null ? `nothing for lane ${lane}` : `${nameOf(expected)} of lane ${expected.lane}`
  if (kind === 'never-written') return `expected ${wanted}, never written`
  if (kind === 'canary-overwritten')
    return `a word between the runs was overwritten by lane ${lane}`
  if (found === null) return `expected ${wanted}, found something else`
  const whose = found.lane === expected?.lane ? '' : ` of lane ${found.lane}`
  return `expected ${wanted}, found ${nameOf(found)}${whose}`
}

function nameOf({ buffer, element }: ElementRef): string {
  return `${buffer}[${element}]`
}
