import type { Model } from '../document/model.ts'
import { layoutOf } from '../layout/factoryLayout.ts'
import type { Factory, RecordedSlice } from '../registry/factory.ts'
import { factoryIn } from '../registry/registry.ts'
import { bytesOf } from '../registry/dtype.ts'
import { quoted } from '../registry/registryError.ts'
import { findingOf, type Finding } from './finding.ts'
import { inElements, sentence } from './sentence.ts'

const cache = new WeakMap<Factory, readonly Finding[]>()
const NONE: readonly Finding[] = []

/** Arenas that a program recorded shorter than the slices it recorded in them. */
export function recordedArenaFindingsOf(factory: Factory): readonly Finding[] {
  if (factory.recorded === null) return NONE
  const known = cache.get(factory)
  if (known !== undefined) return known
  const { shared, persistentLocal, aggregates } = factory.recorded
  const findings = [
    ...tooShort(factory, 'shared', { has: aggregates.shared, slices: shared }),
    ...tooShort(factory, 'persistent_local', {
      has: aggregates.persistentLocal,
      slices: persistentLocal,
    }),
  ]
  cache.set(factory, findings)
  return findings
}

/** The two arenas that the program allocated for its root, against the slices in them. */
export function kernelArenaFindingsOf(model: Model): readonly Finding[] {
  const { recordedKernel, registry } = model
  const root = registry.roots[0]
  const factory = root === undefined ? null : factoryIn(registry, root)
  if (recordedKernel === null || factory === null) return NONE
  const { aggregates } = layoutOf(factory, registry.extentRule)
  const { recorded } = factory
  const elementBytes = bytesOf(factory.precision)
  const { sharedElements, persistentLocalElements } = recordedKernel
  const need = {
    shared: recorded === null ? aggregates.shared : endOf(recorded.shared),
    persistentLocal:
      recorded === null ? aggregates.persistentLocal : endOf(recorded.persistentLocal),
  }
  return [
    ...kernelTooShort('shared', { has: sharedElements, need: need.shared, elementBytes }),
    ...kernelTooShort('persistent_local', {
      has: persistentLocalElements,
      need: need.persistentLocal,
      elementBytes,
    }),
  ]
}

function endOf(slices: readonly RecordedSlice[]): number {
  return slices.reduce((end, slice) => Math.max(end, slice.offset + slice.extent), 0)
}

function tooShort(
  factory: Factory,
  arena: string,
  { has, slices }: { readonly has: number; readonly slices: readonly RecordedSlice[] },
): readonly Finding[] {
  const need = endOf(slices)
  if (has >= need) return NONE
  const size = (count: number) => inElements(count, bytesOf(factory.precision))
  const over = slices.find((slice) => slice.offset + slice.extent > has)
  return [
    findingOf('arena-too-short', {
      factory: factory.id,
      ...(over === undefined ? {} : { entry: over.name }),
      message: sentence`The program gave ${quoted(factory.id)} ${size(has)} of ${arena}, and its slices end at ${size(need)}, so that ${quoted(over?.name ?? '')} runs over the end; size the arena by the largest slice end.`,
    }),
  ]
}

function kernelTooShort(
  arena: string,
  at: { readonly has: number; readonly need: number; readonly elementBytes: number },
): readonly Finding[] {
  const { has, need, elementBytes } = at
  if (has >= need) return NONE
  const size = (count: number) => inElements(count, elementBytes)
  return [
    findingOf('arena-too-short', {
      message: sentence`The program allocated ${size(has)} of ${arena} for a run, and its slices end at ${size(need)}, so that runs write over the end; size the arena by the largest slice end.`,
    }),
  ]
}
