import { expect, test } from 'vitest'
import { DEFAULT_LAUNCH } from '../core/analysis/launch.ts'
import { kernelLayoutOf } from '../core/layout/kernelLayout.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { axesOf } from './axes.ts'
import { bankInRun, blockRowsOf, innermostAt } from './block.ts'
import { capacityLines, firstLimit, reachOf } from './capacity.ts'
import { spotOf, regionSpotsOf } from './locate.ts'
import { firstIn, neighbourOf, type Direction } from './neighbours.ts'
import { levelInset, rowAt, rowHeight, rowsBetween, rowsOf } from './rows.ts'
import { sceneOfKernel, type Scene } from './scene.ts'
import { nameIn, rootAbove, trailTo } from './trail.ts'

const [LOOP, STEP, SOLVER] = [factoryId('loop'), factoryId('step'), factoryId('solver')]

/**
 *   loop   | state 4 | step_shared 12                    | tail 2 |
 *   step             | k 2 | solver_shared 8       | e 2 |
 *   solver                 | residual 6 | delta 2  |
 */
function tree(): Registry {
  let registry = EMPTY_REGISTRY
  for (const id of ['loop', 'step', 'solver']) registry = addFactory(registry, { id })
  registry = register(registry, SOLVER, { name: 'residual', size: 6, location: 'shared' })
  registry = register(registry, SOLVER, { name: 'delta', size: 2, location: 'shared' })
  registry = register(registry, STEP, { name: 'k', size: 2, location: 'shared' })
  registry = registerChild(registry, { parent: STEP, child: SOLVER, name: 'solver' })
  registry = register(registry, STEP, { name: 'e', size: 2, location: 'shared' })
  registry = register(registry, LOOP, { name: 'state', size: 4, location: 'shared' })
  registry = registerChild(registry, { parent: LOOP, child: STEP, name: 'step' })
  return register(registry, LOOP, { name: 'tail', size: 2, location: 'shared' })
}

function sceneFor(registry: Registry): Scene {
  const kernel = kernelLayoutOf(registry, LOOP)
  if (kernel === null) throw new Error('no loop')
  return sceneOfKernel(kernel)
}

/** Names along a walk of arrow keys from the first shared segment. */
function walk(scene: Scene, directions: readonly Direction[]): readonly (string | null)[] {
  const nameOf = (hit: ReturnType<typeof firstIn>) =>
    hit === null ? null : (scene.places[hit.place]?.factory.entries[hit.entry]?.name ?? null)
  let at = firstIn(scene.lanes.shared)
  const names = [nameOf(at)]
  for (const direction of directions) {
    const spot = at === null ? null : spotOf(scene, at)
    at = spot === null ? null : neighbourOf(scene, spot, direction)
    names.push(nameOf(at))
  }
  return names
}

test('arrows go along a row, down into a region and up out of it, and stop at the ends', () => {
  const scene = sceneFor(tree())
  expect(
    walk(scene, ['right', 'down', 'right', 'down', 'right', 'up', 'right', 'up', 'right']),
  ).toEqual([
    'state',
    'step_shared',
    'k',
    'solver_shared',
    'residual',
    'delta',
    'solver_shared',
    'e',
    'step_shared',
    'tail',
  ])
  expect(walk(scene, ['left'])).toEqual(['state', null])
  expect(walk(scene, ['up'])).toEqual(['state', null])
  expect(walk(scene, ['down'])).toEqual(['state', null])
})

test('there is no first segment in an empty lane', () => {
  expect(firstIn(sceneFor(tree()).lanes.local)).toBeNull()
})

test('a factory is drawn as its region in its parent, a root as nothing', () => {
  const scene = sceneFor(tree())
  expect(regionSpotsOf(scene, SOLVER)).toMatchObject([{ row: 1, startBytes: 24, endBytes: 56 }])
  expect(regionSpotsOf(scene, LOOP)).toEqual([])
})

test('a trail leads from the root to the factory, in the words of the edges', () => {
  const registry = tree()
  const trail = trailTo(registry, SOLVER)
  expect(trail.map(({ id }) => id)).toEqual(['loop', 'step', 'solver'])
  expect(trail.map((factory, i) => nameIn(trail[i - 1] ?? null, factory))).toEqual([
    'loop',
    'step',
    'solver',
  ])
  expect(rootAbove(registry, SOLVER)).toBe('loop')
  expect(rootAbove(registry, factoryId('gone'))).toBe('loop')
  expect(rootAbove(EMPTY_REGISTRY, null)).toBeNull()
})

test('rows with aliases are taller, and their lower strip belongs to the aliases', () => {
  let registry = tree()
  registry = register(registry, STEP, { name: 'w', size: 2, location: 'local', aliases: 'k' })
  const { shared } = sceneFor(registry).lanes
  expect([0, 1, 2].map((row) => rowHeight(shared, row))).toEqual([26, 42, 26])
  expect(rowsOf(shared).height).toBe(26 + 2 + 42 + 2 + 26)
  expect(rowAt(shared, 5)).toEqual({ row: 0, level: 0 })
  expect(rowAt(shared, 27)).toBeNull()
  expect(rowAt(shared, 28)).toEqual({ row: 1, level: 0 })
  expect(rowAt(shared, 28 + levelInset(1))).toEqual({ row: 1, level: 1 })
  expect(rowAt(shared, -1)).toBeNull()
  expect(rowAt(shared, 98)).toBeNull()
  expect(rowsBetween(shared, 30, 60)).toEqual({ first: 1, end: 2 })
})

test('capacity lines stand where one warp reaches the target, the limit, and where one run does', () => {
  expect(capacityLines(DEFAULT_LAUNCH).map(({ bytes, label }) => [bytes, label])).toEqual([
    [1024, '32 KiB target'],
    [1536, 'full warps'],
    [3168, 'full warps, opted in'],
    [49152, 'block limit'],
  ])
  const optedIn = capacityLines({ ...DEFAULT_LAUNCH, optIn: true, runs: 8 })
  expect(optedIn.map(({ bytes }) => bytes)).toEqual([4096, 12672, 101376])
  const webgpu = capacityLines({ ...DEFAULT_LAUNCH, target: 'webgpu' })
  expect(webgpu).toContainEqual({ bytes: 16384, label: 'WebGPU default', tone: 'warning' })
  const device = {
    maxComputeWorkgroupStorageSize: 32768,
    maxComputeInvocationsPerWorkgroup: 1024,
  }
  const own = capacityLines({ ...DEFAULT_LAUNCH, target: 'webgpu' }, device)
  expect(own).toContainEqual({ bytes: 32768, label: 'this device', tone: 'bad' })
  expect(own).toContainEqual({ bytes: 16384, label: 'WebGPU default', tone: 'warning' })
  expect(capacityLines(DEFAULT_LAUNCH, device)).toEqual(capacityLines(DEFAULT_LAUNCH))
  const withStatic = { ...DEFAULT_LAUNCH, staticSharedBytes: 4096, sharedTargetBytes: null }
  expect(capacityLines(withStatic).map(({ bytes }) => bytes)).toEqual([1408, 3040, 45056])
})

test('where static bytes fill the block, the first limit stands at 0, whatever opting in would give', () => {
  for (const change of [{}, { sharedTargetBytes: null }, { optIn: true, target: '8.9' }]) {
    const staticSharedBytes = 'optIn' in change ? 101_376 : 49_152
    const lines = capacityLines({ ...DEFAULT_LAUNCH, ...change, staticSharedBytes })
    expect(firstLimit(lines)).toEqual({ bytes: 0, label: 'block limit', tone: 'bad' })
    expect(lines.filter(({ bytes }) => bytes === 0)).toHaveLength(1)
  }
})

test('a map reaches to a limit that is near, and not to one that is far', () => {
  const lines = capacityLines(DEFAULT_LAUNCH)
  expect(reachOf(1164, lines)).toBe(1536)
  expect(reachOf(100, lines)).toBe(100)
})

test('both arenas have one axis, unless one would be too small to read', () => {
  const scene = sceneFor(tree())
  const axes = axesOf(scene, [], 4)
  expect(axes.shared).toBe(axes.persistent_local)
  const large = register(tree(), LOOP, { name: 'p', size: 9000, location: 'persistent_local' })
  const apart = axesOf(sceneFor(large), [], 4)
  expect(apart.shared.axis).not.toBe(apart.persistent_local.axis)
  expect(apart.shared.domain.to).toBeLessThan(200)
})

test('a block holds the runs that are launched, each a stride further along the banks', () => {
  const launched = {
    kind: 'launches',
    blockSize: 32,
    dynamicSharedBytes: 4,
    warning: null,
  } as const
  const block = blockRowsOf({ strideWords: 33, padded: true }, launched, 4096)
  expect(block).toEqual({ runs: 32, strideWords: 33, padWords: 1 })
  expect([0, 1, 31].map((run) => bankInRun(block, run, 2))).toEqual([2, 3, 1])
  expect(blockRowsOf({ strideWords: 33, padded: false }, launched, 7).runs).toBe(7)
  const over = { kind: 'over-block-limit', needBytes: 5, limitBytes: 4 } as const
  expect(blockRowsOf({ strideWords: 33, padded: false }, over, 4096).runs).toBe(1)
})

test('in a block the innermost segment is the one that is pointed at', () => {
  const scene = sceneFor(tree())
  const nameAt = (bytes: number) => {
    const hit = innermostAt(scene.lanes.shared, bytes, 0)
    return hit === null ? null : scene.places[hit.place]?.factory.entries[hit.entry]?.name
  }
  expect([0, 16, 24, 48, 56, 64, 72].map(nameAt)).toEqual([
    'state',
    'k',
    'residual',
    'delta',
    'e',
    'tail',
    null,
  ])
})
