import type { Model } from '../../core/document/model.ts'
import type { Buffer, BufferField } from '../../core/registry/entry.ts'
import { entryOf, type FactoryId } from '../../core/registry/factory.ts'
import { factoryIn, structureOf, type Registry } from '../../core/registry/registry.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import { settingChanges, type SettingChange } from '../drawer/launch/settingWords.ts'
import { figure } from '../figures.ts'
import type { DiffSides } from './diffSides.ts'

export type { SettingChange }

type Both = Pick<DiffSides, 'before' | 'after'>

/** The settings of the document in which two models differ, those of the launch first; `say` writes bytes. */
export function documentSettings(
  { before, after }: Both,
  say: (bytes: number) => string,
): readonly SettingChange[] {
  const changed = (word: string, of: (model: Model) => string) =>
    changeOf(word, of(before), of(after))
  return [
    ...settingChanges(before.launch, after.launch, say),
    ...changed('extents', ({ registry }) => registry.extentRule),
    ...changed('roots', ({ registry }) => listed(registry.roots)),
    ...changed('name', ({ name }) => name),
  ]
}

/** The same of a factory that both sides hold. */
export function factorySettings(id: FactoryId, { before, after }: Both): readonly SettingChange[] {
  const [old, now] = [factoryIn(before.registry, id), factoryIn(after.registry, id)]
  if (old === null || now === null) return []
  const hasMoved = structureOf(before.registry) !== structureOf(after.registry)
  return [
    ...changeOf('type', old.type, now.type),
    ...changeOf('precision', old.precision, now.precision),
    ...(hasMoved
      ? changeOf('parent', parentsOf(before.registry, id), parentsOf(after.registry, id))
      : []),
  ]
}

function changeOf(word: string, was: string, is: string): readonly SettingChange[] {
  return was === is ? [] : [{ word, was, is }]
}

function parentsOf(registry: Registry, id: FactoryId): string {
  const { positions, parents } = structureOf(registry)
  const above = parents[positions.get(id) ?? -1] ?? []
  return listed(above.flatMap((at) => registry.factories[at]?.id ?? []))
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}

interface FieldWords {
  readonly word: string
  readonly value: (buffer: Buffer) => string
}

const FIELDS = {
  size: { word: 'size', value: ({ size }) => figure(size) },
  location: { word: 'wanted in', value: ({ location }) => LOCATION_WORDS[location] },
  persistent: { word: 'must survive', value: ({ persistent }) => yesOrNo(persistent) },
  aliases: { word: 'alias of', value: ({ aliases }) => aliases ?? 'nothing' },
  dtype: { word: 'type', value: ({ dtype }) => dtype },
  settingKey: {
    word: 'setting',
    value: ({ settingKey, name }) => settingKey ?? `${name}_location`,
  },
  pinned: { word: 'pinned', value: ({ pinned }) => yesOrNo(pinned) },
  weight: {
    word: 'weight',
    value: ({ weight }) => (weight === null ? 'its size' : String(weight)),
  },
  group: { word: 'group', value: ({ group }) => group ?? 'moves alone' },
  fixed: { word: 'fixed', value: ({ fixed }) => yesOrNo(fixed === true) },
} as const satisfies Record<BufferField, FieldWords>

/** A setting of a buffer as the two sides have it, in the words of the inspector. */
export function fieldChange(
  { before, after }: Both,
  factory: FactoryId,
  { name, formerName, field }: Named,
): SettingChange {
  const { word, value } = FIELDS[field]
  const textIn = ({ registry }: Model, of: string) => {
    const holder = factoryIn(registry, factory)
    const entry = holder === null ? null : entryOf(holder, of)
    return entry?.kind === 'buffer' ? value(entry) : '–'
  }
  return { word, was: textIn(before, formerName ?? name), is: textIn(after, name) }
}

interface Named {
  readonly name: string
  /** Null where it is the same. */
  readonly formerName: string | null
  readonly field: BufferField
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
