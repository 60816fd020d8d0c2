import { changedSettings, DEFAULT_LAUNCH, type LaunchSettings } from '../analysis/launch.ts'
import type { FactoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'

/** What a document says and undo keeps: one immutable value, everything else is derived from it. */
export interface Model {
  readonly name: string
  readonly registry: Registry
  readonly launch: LaunchSettings
  /** The arenas that an imported program really allocated, in elements of the root's precision. */
  readonly recordedKernel: RecordedKernel | null
  /** Classes that an imported program had registered but that no root reaches. */
  readonly unreachable: readonly string[]
  /** Sizes before the program was built, where an imported dump shows others than it has now. */
  readonly constructedSizes: readonly ConstructedSize[]
}

export interface ConstructedSize {
  readonly factory: FactoryId
  readonly name: string
  /** Elements. */
  readonly size: number
}

export interface RecordedKernel {
  readonly sharedElements: number
  readonly persistentLocalElements: number
}

export const EMPTY_MODEL: Model = {
  name: 'Untitled',
  registry: EMPTY_REGISTRY,
  launch: DEFAULT_LAUNCH,
  recordedKernel: null,
  unreachable: [],
  constructedSizes: [],
}

/** The model with another registry; itself when that is the one it holds. */
export function withRegistry(model: Model, registry: Registry): Model {
  return model.registry === registry ? model : { ...model, registry }
}

/** The model with other launch settings; itself where they are the ones it has. */
export function withLaunch(model: Model, change: Partial<LaunchSettings>): Model {
  const launch = { ...model.launch, ...change }
  return changedSettings(launch, model.launch).length === 0 ? model : { ...model, launch }
}
