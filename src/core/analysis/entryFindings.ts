import { spaceAt, layoutOf, type ExtentRule, type FactoryLayout } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { Buffer, Entry } from '../registry/entry.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import { quoted } from '../registry/registryError.ts'
import type { BufferRef } from '../registry/verbs.ts'
import { findingOf, type Finding } from './finding.ts'
import { aliasFix, dtypeFix, relocateFix, builtSizeFix, settingKeyFix } from './fixes.ts'
import { inElements, sentence, type Sentence } from './sentence.ts'

const caches: Readonly<Record<ExtentRule, WeakMap<Factory, readonly Finding[]>>> = {
  elements: new WeakMap(),
  aligned: new WeakMap(),
  guarded: new WeakMap(),
}

const NONE: readonly Finding[] = []

/** What can be said of a factory's entries without its neighbours; computed once per factory value. */
export function entryFindingsOf(factory: Factory, rule: ExtentRule): readonly Finding[] {
  const known = caches[rule].get(factory)
  if (known !== undefined) return known
  const layout = layoutOf(factory, rule)
  const found: Finding[] = []
  for (let index = 0; index < factory.entries.length; index++) {
    const entry = factory.entries[index]
    if (entry === undefined) continue
    if (entry.kind === 'buffer') addBufferFindings(found, layout, { buffer: entry, index })
    if (entry.aliases !== null) addAliasFindings(found, layout, index)
  }
  const findings = found.length === 0 ? NONE : found
  caches[rule].set(factory, findings)
  return findings
}

interface Place {
  readonly buffer: Buffer
  readonly index: number
}

function addBufferFindings(found: Finding[], layout: FactoryLayout, place: Place): void {
  const { buffer, index } = place
  const ref: BufferRef = { factory: layout.factory.id, name: buffer.name }
  const at = { factory: ref.factory, entry: ref.name }
  const name = quoted(buffer.name)
  if (buffer.builtSize !== null && buffer.builtSize > buffer.size)
    found.push(
      findingOf('shrunk-after-build', {
        ...at,
        message: shrunkWords(buffer, buffer.builtSize),
        fix: builtSizeFix(ref, buffer.builtSize),
      }),
    )
  if (buffer.persistent && spaceAt(layout, index) === 'local')
    found.push(
      findingOf('persistent-in-local', {
        ...at,
        message: `The contents of ${name} must survive from call to call, and a local array does not; move it to persistent_local or shared.`,
        fix: relocateFix(ref, 'persistent_local'),
      }),
    )
  if (isDTypeIgnored(layout, place)) found.push(dtypeFinding(layout, buffer, ref))
  const idle = idleKeyReason(layout.factory, buffer)
  if (idle !== null)
    found.push(
      findingOf('setting-key-without-effect', {
        ...at,
        message: `${name} is exported by the key ${quoted(buffer.settingKey)}, which ${idle} and leaves ${name} where it is; name the key that drives it.`,
        fix: settingKeyFix(ref),
      }),
    )
}

function shrunkWords({ name, size, dtype }: Buffer, builtSize: number): Sentence {
  const sized = (count: number) => inElements(count, bytesOf(dtype))
  return sentence`${quoted(name)} has ${sized(size)}, and the program was built with ${sized(builtSize)} and still uses them; give it its built size, or build again.`
}

/** Under `elements` an arena is an array of the precision, whatever the dtype of its tenants. */
function isDTypeIgnored(layout: FactoryLayout, { buffer, index }: Place): boolean {
  const { factory, rule } = layout
  if (rule !== 'elements' || buffer.dtype === factory.precision || buffer.size === 0) return false
  return spaceAt(layout, index) !== 'local'
}

function dtypeFinding(layout: FactoryLayout, buffer: Buffer, ref: BufferRef): Finding {
  const { precision } = layout.factory
  // A persistent buffer or an alias may not become a local array of its own.
  const stays = buffer.persistent || buffer.aliases !== null
  return findingOf('dtype-not-honoured', {
    factory: ref.factory,
    entry: ref.name,
    message: `${quoted(ref.name)} asks for ${buffer.dtype}, and its arena is ${precision}, so that its elements are read as ${precision}; move it to local, or give it that dtype.`,
    fix: stays ? dtypeFix(ref, precision) : relocateFix(ref, 'local'),
  })
}

/**
 * What the stated key of a buffer does instead of moving it: null where it may well move it. One key may
 * drive several buffers, so that another buffer's name in it is no fault by itself.
 */
function idleKeyReason(factory: Factory, { name, settingKey }: Buffer): string | null {
  if (settingKey === null) return null
  const named = (ending: string) => {
    const stem = settingKey.endsWith(ending) ? settingKey.slice(0, -ending.length) : null
    const at = stem === null ? undefined : positionsOf(factory).get(stem)
    return at === undefined ? undefined : factory.entries[at]
  }
  const [placed, sized] = [named('_location'), named('_size')]
  if (sized !== undefined) return `sets the size of ${quoted(sized.name)}`
  if (placed === undefined || placed.name === name) return null
  if (placed.kind === 'child-region') return 'names the window of a child'
  const driver = placed.settingKey
  if (driver === null || driver === settingKey) return null
  return `the program ignores (${quoted(placed.name)} is driven by ${quoted(driver)})`
}

/** What an alias can come to, one of each; kept by the entry, since it outlives changes of other entries. */
type AliasFindingId = 'unknown-alias-target' | 'alias-without-effect' | 'alias-moved-location'

const aliasFindings = new WeakMap<Entry, Finding>()

function addAliasFindings(found: Finding[], layout: FactoryLayout, index: number): void {
  const { factory } = layout
  const entry = factory.entries[index]
  const id = entry === undefined ? null : aliasFindingId(layout, entry, index)
  if (entry === undefined || id === null) return
  const known = aliasFindings.get(entry)
  if (known?.id === id && known.factory === factory.id) {
    found.push(known)
    return
  }
  const finding = aliasFinding(id, factory, entry)
  aliasFindings.set(entry, finding)
  found.push(finding)
}

function aliasFindingId(layout: FactoryLayout, entry: Entry, index: number): AliasFindingId | null {
  if (entry.aliases === null) return null
  if (!positionsOf(layout.factory).has(entry.aliases)) return 'unknown-alias-target'
  if ((layout.hosts[index] ?? -1) < 0) return 'alias-without-effect'
  const isMoved = entry.kind === 'buffer' && entry.location !== 'shared'
  return isMoved ? 'alias-moved-location' : null
}

function aliasFinding(id: AliasFindingId, factory: Factory, entry: Entry): Finding {
  const ref: BufferRef = { factory: factory.id, name: entry.name }
  const at = { factory: ref.factory, entry: ref.name }
  const [name, target] = [quoted(entry.name), quoted(entry.aliases ?? '')]
  const clear = aliasFix(ref, null)
  switch (id) {
    case 'unknown-alias-target': {
      const message = `${name} asks to share ${target}, which ${quoted(factory.id)} does not hold, and got storage of its own; name another buffer, or clear the alias.`
      return findingOf(id, { ...at, message, fix: clear })
    }
    case 'alias-without-effect': {
      const message = `${name} asks to share ${target} and got storage of its own, since ${target} is not in shared, comes later, must survive calls, or has no room left; move ${target} to shared, or clear the alias.`
      return findingOf(id, { ...at, message, fix: clear })
    }
    case 'alias-moved-location': {
      const location = entry.kind === 'buffer' ? entry.location : entry.of
      const message = `${name} is placed in ${location}, and lies in shared, inside of ${target}; place it in shared, or clear the alias.`
      return findingOf(id, { ...at, message, fix: relocateFix(ref, 'shared') })
    }
  }
}
