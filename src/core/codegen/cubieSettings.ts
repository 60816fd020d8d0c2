import type { Model } from '../document/model.ts'
import { layoutOf, type FactoryLayout } from '../layout/factoryLayout.ts'
import type { Buffer } from '../registry/entry.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import { commentText } from './escape.ts'

/** cubie's own words for a location: what is local and flagged persistent lies in the persistent arena. */
export type CubieLocation = 'shared' | 'local'

/** A placement that no setting of cubie brings about. */
export interface Inexpressible {
  readonly factory: FactoryId
  readonly buffer: string
  /** Why, in one sentence; names in it are quoted and escaped. */
  readonly reason: string
}

/** One buffer whose place its setting decides. */
export interface Placed {
  readonly factory: FactoryId
  readonly buffer: Buffer
  readonly key: string
  readonly value: CubieLocation
  /** What the program had when it was imported; null where its record does not tell. */
  readonly had: CubieLocation | null
}

/** One setting, with every buffer that it drives. */
export interface Setting {
  readonly key: string
  readonly value: CubieLocation
  readonly owners: readonly Placed[]
}

export interface CubieSettings {
  readonly settings: readonly Setting[]
  readonly inexpressible: readonly Inexpressible[]
}

const known = new WeakMap<Model, CubieSettings>()

/** Placements of a model that cubie's settings cannot bring about, in the order of the registry. */
export function inexpressible(model: Model): readonly Inexpressible[] {
  return cubieSettingsOf(model).inexpressible
}

/** The settings of a model, each with the buffers it drives, computed once per model value. */
export function cubieSettingsOf(model: Model): CubieSettings {
  const found = known.get(model)
  if (found !== undefined) return found
  const settings = computeSettings(model)
  known.set(model, settings)
  return settings
}

function computeSettings({ registry }: Model): CubieSettings {
  const refused: Inexpressible[] = []
  const byKey = new Map<string, Placed[]>()
  for (const factory of registry.factories) {
    const had = recordedValues(factory)
    for (const buffer of buffersWithPlaces(layoutOf(factory, registry.extentRule))) {
      const before = had(buffer)
      const reason = ownReason(buffer, before)
      if (reason !== null) refused.push({ factory: factory.id, buffer: buffer.name, reason })
      if (before.kind === 'absent' || buffer.fixed === true) continue
      const placed = placedOf(factory, buffer, before)
      const others = byKey.get(placed.key)
      if (others === undefined) byKey.set(placed.key, [placed])
      else others.push(placed)
    }
  }
  const settings: Setting[] = []
  for (const [key, owners] of byKey) {
    const values = new Set(owners.map(({ value }) => value))
    const [value] = values
    if (value !== undefined && values.size === 1) settings.push({ key, value, owners })
    else refused.push(...clashes(key, owners))
  }
  return { settings, inexpressible: refused }
}

/** A region follows its child, and an alias in its host lies there whatever its setting says: neither counts. */
function buffersWithPlaces(layout: FactoryLayout): readonly Buffer[] {
  return layout.factory.entries.filter(
    (entry, i): entry is Buffer => entry.kind === 'buffer' && (layout.hosts[i] ?? -1) < 0,
  )
}

/** What an imported program had for a buffer, as far as its recorded layout tells. */
type Recorded =
  | { readonly kind: 'placed'; readonly value: CubieLocation }
  /** It lay in another's storage, where it lies whatever its setting says. */
  | { readonly kind: 'hosted' }
  /** The program was recorded, and has no such buffer. */
  | { readonly kind: 'absent' }
  /** Not an imported program: a new solver's default, local, is what there is to differ from. */
  | { readonly kind: 'unrecorded' }

function recordedValues({ recorded }: Factory): (buffer: Buffer) => Recorded {
  if (recorded === null) return () => ({ kind: 'unrecorded' })
  const shared = new Map(recorded.shared.map((slice) => [slice.name, slice]))
  const others = new Set([...recorded.persistentLocal, ...recorded.local].map(({ name }) => name))
  return (buffer) => {
    if (others.has(buffer.name)) return { kind: 'placed', value: 'local' }
    const slice = shared.get(buffer.name)
    if (slice === undefined) return { kind: 'absent' }
    const host = buffer.aliases === null ? undefined : shared.get(buffer.aliases)
    const isHosted =
      host !== undefined &&
      host.offset <= slice.offset &&
      slice.offset + slice.extent <= host.offset + host.extent
    return isHosted ? { kind: 'hosted' } : { kind: 'placed', value: 'shared' }
  }
}

function placedOf(factory: Factory, buffer: Buffer, before: Recorded): Placed {
  const value = cubieLocation(buffer)
  const hadOf = { hosted: null, absent: null, unrecorded: 'local' } as const
  const had = before.kind === 'placed' ? before.value : hadOf[before.kind]
  const key = buffer.settingKey ?? `${buffer.name}_location`
  return { factory: factory.id, buffer, key, value, had }
}

function cubieLocation({ location }: Buffer): CubieLocation {
  return location === 'shared' ? 'shared' : 'local'
}

/** Why no setting places a buffer where it is, whatever the others want; null where one does. */
function ownReason(buffer: Buffer, before: Recorded): string | null {
  const { location, persistent } = buffer
  if (before.kind === 'absent') return 'the imported program has no buffer of this name.'
  if (buffer.fixed === true && before.kind === 'placed' && before.value !== cubieLocation(buffer))
    return 'its place is written in cubie, and no setting moves it.'
  if (location === 'local' && persistent)
    return 'cubie keeps a persistent buffer in shared or persistent_local memory, never in local.'
  // A layout that was not imported says with the location that a buffer persists.
  if (location === 'persistent_local' && !persistent && before.kind !== 'unrecorded')
    return "cubie's code declares which buffers persist, and this one does not: it would be local."
  return null
}

/** One setting moves all buffers of its name: where they are wanted apart, those that moved lose. */
function clashes(key: string, owners: readonly Placed[]): readonly Inexpressible[] {
  const moved = owners.filter(({ value, had }) => value !== had)
  return moved.map(({ factory, buffer, value }) => {
    const other = owners.find((owner) => owner.value !== value)
    const rest = other === undefined ? '' : ` of ${commentText(other.factory)}`
    return {
      factory,
      buffer: buffer.name,
      reason: `the setting ${commentText(key)} drives ${commentText(other?.buffer.name ?? '')}${rest}, too, which is to stay ${other?.value ?? ''}.`,
    }
  })
}
