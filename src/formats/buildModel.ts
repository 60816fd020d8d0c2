import { DEFAULT_LAUNCH, type LaunchSettings } from '../core/analysis/launch.ts'
import type { Model, RecordedKernel } from '../core/document/model.ts'
import type { Precision } from '../core/registry/dtype.ts'
import type { ChildRegion, Entry, ProtectedRange } from '../core/registry/entry.ts'
import {
  factoryId,
  type Factory,
  type FactoryId,
  type RecordedLayout,
  type RecordedSlice,
} from '../core/registry/factory.ts'
import { structureOf, type Registry } from '../core/registry/registry.ts'
import type { DocumentInput, EntryInput, FactoryInput } from './documentSchema.ts'

/** The model of a document whose fields and names were checked; absent fields take their defaults. */
export function modelOfDocument(document: DocumentInput): Model {
  return {
    name: document.name ?? 'Untitled',
    registry: registryOf(document),
    launch: launchOf(document.launch ?? {}),
    recordedKernel: recordedKernelOf(document.kernel?.recorded ?? null),
    unreachable: document.unreachable ?? [],
    constructedSizes: (document.constructedSizes ?? []).map(({ factory, name, size }) => ({
      factory: factoryId(factory),
      name,
      size: positive(size),
    })),
  }
}

function launchOf(input: NonNullable<DocumentInput['launch']>): LaunchSettings {
  const { blockSize, runs, registersPerThread, target, optIn } = DEFAULT_LAUNCH
  const { staticSharedBytes, carveoutPercent, barriers } = DEFAULT_LAUNCH
  return {
    blockSize: input.blockSize ?? blockSize,
    runs: input.runs ?? runs,
    registersPerThread: positive(input.registersPerThread ?? registersPerThread),
    target: input.target ?? target,
    optIn: input.optIn ?? optIn,
    staticSharedBytes: positive(input.staticSharedBytes ?? staticSharedBytes),
    carveoutPercent: positive(input.carveoutPercent ?? carveoutPercent),
    barriers: positive(input.barriers ?? barriers),
    ...(input.sharedTargetBytes === undefined
      ? {}
      : { sharedTargetBytes: input.sharedTargetBytes }),
  }
}

/** The registry as a value, built at once: registering one by one would copy it as often. */
function registryOf(document: DocumentInput): Registry {
  const precisions = new Map(
    document.factories.map((factory) => [factory.id, factory.precision ?? 'float32']),
  )
  const factories = document.factories.map((factory) => factoryOf(factory, precisions))
  const registry = { extentRule: document.extentRule ?? 'elements', factories, roots: [] }
  const roots = document.roots?.map(factoryId) ?? parentless(registry)
  return { ...registry, roots }
}

function parentless(registry: Registry): readonly FactoryId[] {
  const { parents } = structureOf(registry)
  return registry.factories.flatMap((factory, at) =>
    (parents[at] ?? []).length === 0 ? factory.id : [],
  )
}

function factoryOf(input: FactoryInput, precisions: ReadonlyMap<string, Precision>): Factory {
  const precision = input.precision ?? 'float32'
  const children = (input.children ?? []).map((edge) => ({
    name: edge.name,
    factory: factoryId(edge.factory),
  }))
  const ofChild = new Map(
    children.map((edge) => [edge.name, precisions.get(edge.factory) ?? precision]),
  )
  return {
    id: factoryId(input.id),
    type: input.type ?? 'Factory',
    precision,
    entries: (input.entries ?? []).map((entry) =>
      entryOf(entry, entry.kind === 'buffer' ? precision : (ofChild.get(entry.child) ?? precision)),
    ),
    children,
    recorded: recordedOf(input.recorded ?? null),
  }
}

function recordedOf(input: RecordedLayout | null): RecordedLayout | null {
  if (input === null) return null
  const slice = ({ name, offset, extent }: RecordedSlice) => ({
    name,
    offset: positive(offset),
    extent: positive(extent),
  })
  return {
    shared: input.shared.map(slice),
    persistentLocal: input.persistentLocal.map(slice),
    local: input.local.map(({ name, size }) => ({ name, size: positive(size) })),
    aggregates: {
      shared: positive(input.aggregates.shared),
      local: positive(input.aggregates.local),
      persistentLocal: positive(input.aggregates.persistentLocal),
      declaredLocal: positive(input.aggregates.declaredLocal),
    },
  }
}

function recordedKernelOf(input: RecordedKernel | null): RecordedKernel | null {
  if (input === null) return null
  return {
    sharedElements: positive(input.sharedElements),
    persistentLocalElements: positive(input.persistentLocalElements),
  }
}

/** `dtype` is what an entry has that does not say: a buffer its factory's, a region its child's. */
function entryOf(input: EntryInput, dtype: Precision): Entry {
  if (input.kind === 'child-region') return regionOf(input, dtype)
  return bufferOf(input, dtype)
}

function bufferOf(input: Extract<EntryInput, { kind: 'buffer' }>, dtype: Precision): Entry {
  const buffer = {
    kind: 'buffer',
    name: input.name,
    size: positive(input.size),
    location: input.location,
    persistent: input.persistent ?? false,
    aliases: input.aliases ?? null,
    dtype: input.dtype ?? dtype,
    settingKey: input.settingKey ?? null,
    pinned: input.pinned ?? false,
    weight: amountOf(input.weight),
    group: input.group ?? null,
    builtSize: amountOf(input.builtSize),
  } as const
  return input.fixed === undefined ? buffer : { ...buffer, fixed: input.fixed }
}

function regionOf(
  input: Extract<EntryInput, { kind: 'child-region' }>,
  dtype: Precision,
): ChildRegion {
  return {
    kind: 'child-region',
    name: input.name,
    child: input.child,
    of: input.of,
    size: positive(input.size),
    aliases: input.aliases ?? null,
    dtype: input.dtype ?? dtype,
    ...(input.protected === undefined ? {} : { protected: input.protected.map(rangeOf) }),
  }
}

function amountOf(value: number | null | undefined): number | null {
  return typeof value === 'number' ? positive(value) : null
}

/** JSON knows a -0, which is equal to 0 but prints and compares otherwise. */
function positive(value: number): number {
  return value + 0
}

/** Keys in the order in which they are written. */
function rangeOf({ offset, extent }: ProtectedRange): ProtectedRange {
  return { offset: positive(offset), extent: positive(extent) }
}
