import type { Verdict } from '../../core/probe/verdict.ts'
import { shownModel, type InspectorState, type Ref } from '../../store/state.ts'

const faults = new WeakMap<Verdict, ReadonlyMap<string, string>>()

/** What the device found wrong about a thing, in one sentence; null where it is right or not verified. */
export function faultOf(state: InspectorState, { factory, name }: Ref): string | null {
  const { verification } = state
  if (verification.kind !== 'done' || verification.verdict.kind !== 'disproven') return null
  // A verdict on another layout says nothing about this one.
  if (verification.verdict.registry !== shownModel(state)?.registry) return null
  return faultsOf(verification.verdict).get(`${factory}\u0000${name ?? ''}`) ?? null
}

function faultsOf(verdict: Verdict & { readonly kind: 'disproven' }): ReadonlyMap<string, string> {
  const known = faults.get(verdict)
  if (known !== undefined) return known
  const map = new Map<string, string>()
  for (const fault of verdict.buffers) {
    const key = `${fault.factory}\u0000${fault.buffer ?? ''}`
    if (!map.has(key)) map.set(key, fault.message)
  }
  faults.set(verdict, map)
  return map
}
