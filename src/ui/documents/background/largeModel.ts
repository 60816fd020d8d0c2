import type { Model } from '../../../core/document/model.ts'
import type { Factory } from '../../../core/registry/factory.ts'

/** Entries that cross a thread boundary at once: a few milliseconds of the thread that receives them. */
export const BATCH_ENTRIES = 8_192

/** A model whose factories are on their way. */
export function withoutFactories(model: Model): Model {
  return withFactoryList(model, [])
}

/** The model again, once all of its factories are there. */
export function withFactoryList(model: Model, factories: readonly Factory[]): Model {
  return { ...model, registry: { ...model.registry, factories } }
}

/** Whether to print it, to keep it, or to write it as code takes longer than a worker takes to begin. */
export function isLarge(model: Model): boolean {
  let entries = 0
  for (const factory of model.registry.factories) entries += factory.entries.length
  return entries > SMALL_ENTRIES
}

const SMALL_ENTRIES = 5_000
