import { relocateAll } from '../document/edit.ts'
import { layoutOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { contentBytes } from '../registry/entry.ts'
import type { Location } from '../registry/location.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import { belowMainRoot } from '../registry/mainRoot.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { register, type BufferRef } from '../registry/verbs.ts'
import { bankAccess } from './banks.ts'
import { findingOf, type Finding, type FindingId, type Fix, type LaunchFix } from './finding.ts'
import { moveWords } from './fixes.ts'
import {
  LEAST_DYNAMIC_BYTES,
  launchGeometry,
  runGeometry,
  sharedLimitBytes,
  sharedTargetBytes,
  type LaunchGeometry,
  type LaunchSettings,
} from './launch.ts'
import { targetOf } from './targets.ts'

/** What the launch arithmetic says of the first root: the block's limits and the banks. */
export function launchFindingsOf(registry: Registry, settings: LaunchSettings): readonly Finding[] {
  const root = mainRoot(registry)
  if (root === null) return []
  return [...blockFindings(registry, root, settings), ...bankFindings(registry, root)]
}

function mainRoot(registry: Registry): Factory | null {
  const id = registry.roots[0]
  return id === undefined ? null : factoryIn(registry, id)
}

function geometryOf(registry: Registry, root: Factory, settings: LaunchSettings) {
  const { shared } = layoutOf(root, registry.extentRule).aggregates
  return launchGeometry(runGeometry(shared, root.precision), settings)
}

function blockFindings(
  registry: Registry,
  root: Factory,
  settings: LaunchSettings,
): readonly Finding[] {
  const launch = geometryOf(registry, root, settings)
  const id = idOf(launch, settings)
  if (id === null) return []
  const launchFix = optInFix(registry, id, settings)
  // No buffer makes room where the program leaves none.
  if (isFilledByProgram(settings))
    return [findingOf(id, { message: programWords(settings, launchFix), launchFix })]
  const fix = makeRoomFix(registry, id, settings)
  return [findingOf(id, { message: messageOf(launch, registry, settings), fix, launchFix })]
}

/** Whether not even the least that a launch takes fits beside the program's static bytes. */
function isFilledByProgram(settings: LaunchSettings): boolean {
  return settings.staticSharedBytes + LEAST_DYNAMIC_BYTES > sharedLimitBytes(settings)
}

function programWords(settings: LaunchSettings, launchFix: LaunchFix | null): string {
  const more = launchFix === null ? '' : 'allow over 48 KiB, or '
  return `The static bytes of the program alone, ${settings.staticSharedBytes} B, fill a block, which may have ${sharedLimitBytes(settings)} B of shared memory and needs ${LEAST_DYNAMIC_BYTES} B of dynamic, so that nothing can launch; ${more}use a program with fewer.`
}

function messageOf(launch: LaunchGeometry, registry: Registry, settings: LaunchSettings): string {
  if (launch.kind === 'over-block-limit')
    return `A single run needs ${launch.needBytes} B of shared memory, and a block may have ${launch.limitBytes} B, so that nothing can launch; ${culpritWords(registry)}move buffers out of shared.`
  const { blockSize, dynamicSharedBytes: bytes } = launch
  if (isOverWithStatic(launch, settings))
    return `A block of ${blockSize} takes ${bytes} B of dynamic and ${settings.staticSharedBytes} B of static shared memory, and may have ${sharedLimitBytes(settings)} B together, so that it cannot launch; move buffers out of shared or ask for a smaller block.`
  return launch.warning === 'below-warp'
    ? `Only ${blockSize} ${blockSize === 1 ? 'run fits' : 'runs fit'} in a block, which leaves a part of its warp idle (${bytes} B of shared memory); move buffers out of shared.`
    : `A block of ${blockSize} runs takes ${bytes} B of shared memory, over the target of ${sharedTargetBytes(settings)} B; move buffers out of shared.`
}

/** What is wrong with a launch: the launcher chooses its block without the program's static bytes. */
function idOf(launch: LaunchGeometry, settings: LaunchSettings): FindingId | null {
  if (launch.kind === 'over-block-limit') return launch.kind
  return isOverWithStatic(launch, settings) ? 'over-block-limit' : launch.warning
}

function isOverWithStatic(
  { dynamicSharedBytes }: Extract<LaunchGeometry, { readonly kind: 'launches' }>,
  settings: LaunchSettings,
): boolean {
  return dynamicSharedBytes + settings.staticSharedBytes > sharedLimitBytes(settings)
}

/** Opting in to more than 48 KiB, where the target grants as much as clears the finding. */
function optInFix(registry: Registry, id: FindingId, settings: LaunchSettings): LaunchFix | null {
  if (settings.optIn || targetOf(settings.target) === null) return null
  if (blockFindingId(registry, { ...settings, optIn: true }) === id) return null
  return { label: 'Allow over 48 KiB', apply: (next) => ({ ...next, optIn: true }) }
}

/** The largest buffer that takes room of its own, and how much, as the start of a clause. */
function culpritWords(registry: Registry): string {
  let largest: Shared | null = null
  for (const factory of belowMainRoot(registry)) {
    const own = largestOf(factory)
    if (own !== null && own.bytes > (largest?.bytes ?? -1)) largest = own
  }
  if (largest === null) return ''
  return `${quoted(largest.name)} of ${quoted(largest.factory)} takes ${largest.bytes} B of it: `
}

const largests = new WeakMap<Factory, Shared | null>()

/** The largest shared buffer of a factory that is no alias; computed once per factory value. */
function largestOf(factory: Factory): Shared | null {
  const known = largests.get(factory)
  if (known !== undefined) return known
  const largest = sharedOf(factory).find((buffer) => !buffer.isAlias) ?? null
  largests.set(factory, largest)
  return largest
}

function blockFindingId(registry: Registry, settings: LaunchSettings): FindingId | null {
  const root = mainRoot(registry)
  if (root === null) return null
  return idOf(geometryOf(registry, root, settings), settings)
}

/** In a larger tree the search takes longer than a label is worth. */
const MANY_FACTORIES = 200

/** The fewest of the largest movable shared buffers leave shared, until the finding is gone. */
function makeRoomFix(registry: Registry, id: FindingId, settings: LaunchSettings): Fix {
  let label: string | null = null
  return {
    // Which buffers go takes a search, and is asked for only where the label is shown.
    get label() {
      const isLong = registry.factories.length > MANY_FACTORIES
      label ??= makeRoomLabel(isLong ? [] : leaving(registry))
      return label
    },
    apply: (next) => withoutThem(next, leaving(next)),
  }

  /** Empty where even all of them would not do. */
  function leaving(from: Registry): readonly Shared[] {
    const movable = sharedBuffers(from).filter((buffer) => !buffer.pinned)
    let [low, high] = [0, movable.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isCleared(withoutThem(from, movable.slice(0, middle)))) high = middle
      else low = middle + 1
    }
    const moved = movable.slice(0, low)
    return isCleared(withoutThem(from, moved)) ? moved : []
  }

  function isCleared(cleared: Registry): boolean {
    return blockFindingId(cleared, settings) !== id
  }
}

/** Says what a move by hand would say: "Move state to local". */
function makeRoomLabel(moved: readonly Shared[]): string {
  const [first] = moved
  if (first === undefined) return 'Move the largest shared buffers out of shared'
  const locations = new Set(moved.map(roomOf))
  const what = moved.length === 1 ? first.name : `${moved.length} buffers`
  return locations.size === 1 ? moveWords(what, roomOf(first)) : `Move ${what} out of shared`
}

/** Where a buffer goes that leaves shared. */
function roomOf({ persistent }: Shared): Location {
  return persistent ? 'persistent_local' : 'local'
}

function withoutThem(registry: Registry, moved: readonly Shared[]): Registry {
  const to = (location: Location) => moved.filter((buffer) => roomOf(buffer) === location)
  const next = relocateAll(
    relocateAll(registry, to('local'), 'local'),
    to('persistent_local'),
    'persistent_local',
  )
  return refreshPaths(next, [...new Set(moved.map((ref) => ref.factory))])
}

interface Shared extends BufferRef {
  readonly persistent: boolean
  readonly pinned: boolean
  readonly isAlias: boolean
  readonly bytes: number
}

/** Buffers below the first root that are placed in shared, largest first. */
function sharedBuffers(registry: Registry): readonly Shared[] {
  return belowMainRoot(registry).flatMap(sharedOf).sort(byBytes)
}

const sharedLists = new WeakMap<Factory, readonly Shared[]>()

/** Buffers of one factory that are placed in shared, largest first; computed once per factory value. */
function sharedOf(factory: Factory): readonly Shared[] {
  const known = sharedLists.get(factory)
  if (known !== undefined) return known
  const found: Shared[] = []
  for (const entry of factory.entries)
    if (entry.kind === 'buffer' && entry.location === 'shared')
      found.push({
        factory: factory.id,
        name: entry.name,
        persistent: entry.persistent,
        pinned: entry.pinned,
        isAlias: entry.aliases !== null,
        bytes: contentBytes(entry),
      })
  found.sort(byBytes)
  sharedLists.set(factory, found)
  return found
}

function byBytes(a: Shared, b: Shared): number {
  return b.bytes - a.bytes
}

function bankFindings(registry: Registry, root: Factory): readonly Finding[] {
  const { shared } = layoutOf(root, registry.extentRule).aggregates
  const { strideWords } = runGeometry(shared, root.precision)
  const elementBytes = bytesOf(root.precision) === 8 ? 8 : 4
  const access = bankAccess(strideWords, elementBytes)
  if (access.kind !== 'strided' || access.degree === 1) return []
  return [
    findingOf('bank-conflict', {
      message: `Runs lie ${strideWords} words apart, so that a warp in lock step reads its banks ${access.degree} ways (exact for that case); one more ${elementBytes}-byte element a run would mend it, which is a model's claim until it is measured.`,
      fix: {
        label: `Add a pad of ${elementBytes} B to each run (model, not measured)`,
        apply: (next) => register(next, root.id, padOf(next, root.id)),
      },
    }),
  ]
}

function padOf(registry: Registry, root: Factory['id']) {
  const factory = factoryIn(registry, root)
  let name = 'bank_pad'
  for (let n = 2; factory !== null && positionsOf(factory).has(name); n++) name = `bank_pad_${n}`
  return {
    name,
    size: 1,
    location: 'shared',
    ...(factory === null ? {} : { dtype: factory.precision }),
  } as const
}
