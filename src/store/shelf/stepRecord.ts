import { DEFAULT_LAUNCH } from '../../core/analysis/launch.ts'
import type { Model } from '../../core/document/model.ts'
import type { Factory, FactoryId } from '../../core/registry/factory.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { History, Step } from '../history.ts'

/** One step of a history as it is kept: only what it changed, so that a step costs what it touched. */
export interface StepRecord {
  readonly label: string
  /** All of the model but the registry; null where it is as before. */
  readonly rest: Omit<Model, 'registry'> | null
  readonly extentRule: Registry['extentRule']
  /** Null where they are as before. */
  readonly roots: readonly FactoryId[] | null
  /** Ids of all factories in order; null where they are as before. */
  readonly order: readonly FactoryId[] | null
  /** Factories that are new, or other values than before. */
  readonly changed: readonly Factory[]
}

/** What a step changed since the one before it; all of it where there is none. */
export function recordStep(step: Step<Model>, before: Model | null): StepRecord {
  const { registry, ...rest } = step.value
  const known = new Set(before?.registry.factories)
  const isSameOrder =
    before !== null &&
    before.registry.factories.length === registry.factories.length &&
    before.registry.factories.every((factory, at) => factory.id === registry.factories[at]?.id)
  return {
    label: step.label,
    rest: before !== null && isSameRest(step.value, before) ? null : rest,
    extentRule: registry.extentRule,
    roots: before?.registry.roots === registry.roots ? null : registry.roots,
    order: isSameOrder ? null : registry.factories.map((factory) => factory.id),
    changed: registry.factories.filter((factory) => !known.has(factory)),
  }
}

/** Every field but the registry, whichever a later version adds. */
function isSameRest(a: Model, b: Model): boolean {
  const fields = new Map<string, unknown>(Object.entries(b))
  return Object.entries(a).every(([key, value]) => key === 'registry' || fields.get(key) === value)
}

/** The history that these records are of, standing at step `at`; null where there are none. */
export function historyFrom(records: readonly StepRecord[], at: number): History<Model> | null {
  const steps: Step<Model>[] = []
  let before: Model | null = null
  for (const record of records) {
    const value = applied(record, before)
    if (value === null) return null
    steps.push({ label: record.label, value })
    before = value
  }
  return steps.length === 0 ? null : { steps, at: Math.max(0, Math.min(at, steps.length - 1)) }
}

/** The model after a step; null where a record names what is not there: it was not written whole. */
function applied(record: StepRecord, before: Model | null): Model | null {
  const rest = record.rest === null ? before : completed(record.rest)
  const roots = record.roots ?? before?.registry.roots
  const factories = factoriesAfter(record, before?.registry.factories ?? [])
  if (rest === null || roots === undefined || factories === null) return null
  return { ...rest, registry: { extentRule: record.extentRule, factories, roots } }
}

/** With the settings that the version which kept it did not have yet; itself where it has them all. */
function completed(rest: Omit<Model, 'registry'>): Omit<Model, 'registry'> {
  const isWhole = Object.keys(DEFAULT_LAUNCH).every((setting) => setting in rest.launch)
  return isWhole ? rest : { ...rest, launch: { ...DEFAULT_LAUNCH, ...rest.launch } }
}

function factoriesAfter(record: StepRecord, before: readonly Factory[]): readonly Factory[] | null {
  const known = new Map([...before, ...record.changed].map((factory) => [factory.id, factory]))
  const order = record.order ?? before.map((factory) => factory.id)
  const factories = order.flatMap((id) => known.get(id) ?? [])
  return factories.length === order.length ? factories : null
}
