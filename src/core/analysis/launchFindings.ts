import { relocateAll } from '../document/edit.ts'
import { layoutOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { contentBytes } from '../registry/entry.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, pathDown, type Registry } from '../registry/registry.ts'
import { register, type BufferRef } from '../registry/verbs.ts'
import { bankAccess } from './banks.ts'
import { findingOf, type Finding, type FindingId, type Fix } from './finding.ts'
import { launchGeometry, runGeometry, type LaunchSettings } from './launch.ts'

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
  const id = launch.kind === 'over-block-limit' ? launch.kind : launch.warning
  if (id === null) return []
  const message =
    launch.kind === 'over-block-limit'
      ? `A single run needs ${launch.needBytes} B of shared memory, and a block may have ${launch.limitBytes} B, so that nothing can launch; move buffers out of shared.`
      : launch.warning === 'below-warp'
        ? `Only ${launch.blockSize} runs fit in a block, which leaves a part of its warp idle (${launch.dynamicSharedBytes} B of shared memory); move buffers out of shared.`
        : `A block of ${launch.blockSize} runs takes ${launch.dynamicSharedBytes} B of shared memory, over the target of 32,768 B; move buffers out of shared.`
  return [findingOf(id, { message, fix: makeRoomFix(id, settings) })]
}

/** The fewest of the largest movable shared buffers leave shared, until the finding is gone. */
function makeRoomFix(id: FindingId, settings: LaunchSettings): Fix {
  return { label: 'Move the largest shared buffers out of shared', apply }

  function apply(registry: Registry): Registry {
    const movable = movableShared(registry)
    let [low, high] = [0, movable.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isCleared(withoutFirst(middle))) high = middle
      else low = middle + 1
    }
    const cleared = withoutFirst(low)
    return isCleared(cleared) ? cleared : registry

    function withoutFirst(count: number): Registry {
      const moved = movable.slice(0, count)
      const toLocal = moved.filter((ref) => !ref.persistent)
      const toPersistent = moved.filter((ref) => ref.persistent)
      const next = relocateAll(
        relocateAll(registry, toLocal, 'local'),
        toPersistent,
        'persistent_local',
      )
      return refreshPaths(next, [...new Set(moved.map((ref) => ref.factory))])
    }
  }

  function isCleared(registry: Registry): boolean {
    const root = mainRoot(registry)
    return root === null || !blockFindings(registry, root, settings).some((f) => f.id === id)
  }
}

interface Movable extends BufferRef {
  readonly persistent: boolean
  readonly bytes: number
}

/** Buffers below the first root that are placed in shared and not pinned, largest first. */
function movableShared(registry: Registry): readonly Movable[] {
  const found: Movable[] = []
  for (const at of pathDown(registry, registry.roots.slice(0, 1))) {
    const factory = registry.factories[at]
    if (factory === undefined) continue
    for (const entry of factory.entries)
      if (entry.kind === 'buffer' && entry.location === 'shared' && !entry.pinned)
        found.push({
          factory: factory.id,
          name: entry.name,
          persistent: entry.persistent,
          bytes: contentBytes(entry),
        })
  }
  return found.sort((a, b) => b.bytes - a.bytes)
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
