import { expect, test } from 'vitest'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register } from '../registry/verbs.ts'
import type { Finding } from './finding.ts'
import { launchFindingsOf } from './launchFindings.ts'
import { sentenceText } from './sentence.ts'
import { DEFAULT_LAUNCH, type LaunchSettings } from './launch.ts'

const LOOP = factoryId('loop')

interface Spec {
  readonly name: string
  readonly size: number
  readonly persistent?: boolean
  readonly pinned?: boolean
}

function loopWith(buffers: readonly Spec[]): Registry {
  return buffers.reduce(
    (registry, buffer) => register(registry, LOOP, { ...buffer, location: 'shared' }),
    addFactory(EMPTY_REGISTRY, { id: 'loop' }),
  )
}

function blockFinding(registry: Registry, change: Partial<LaunchSettings> = {}) {
  const [finding] = launchFindingsOf(registry, { ...DEFAULT_LAUNCH, ...change })
  if (finding === undefined || finding.fix === null) throw new Error('no finding')
  return { ...finding, message: sentenceText(finding.message), fix: finding.fix }
}

test('over the limit, the largest buffer is named with its bytes, and its move is called as by hand', () => {
  const registry = loopWith([
    { name: 'small', size: 64 },
    { name: 'state', size: 13_000 },
  ])
  const { id, message, fix } = blockFinding(registry)
  expect(id).toBe('over-block-limit')
  expect(message).toBe(
    'A single run needs 52260 B of shared memory, and a block may have 49152 B, so that nothing can launch; "state" of "loop" takes 52000 B of it: move buffers out of shared.',
  )
  expect(fix.label).toBe('Move state to local')
  expect(launchFindingsOf(fix.apply(registry), DEFAULT_LAUNCH)).toEqual([])
})

test('a persistent buffer goes to persistent, several are named, and a pinned one stays', () => {
  const label = (buffers: readonly Spec[]) => blockFinding(loopWith(buffers)).fix.label
  expect(label([{ name: 'kept', size: 13_000, persistent: true }])).toBe('Move kept to persistent')
  const three = ['a', 'b', 'c'].map((name) => ({ name, size: 13_000 }))
  expect(label(three)).toBe('Move a, b and c to local')
  expect(label([...three.slice(1), { name: 'kept', size: 13_000, persistent: true }])).toBe(
    'Move b, c and kept out of shared',
  )
  const five = [...three, ...['d', 'e'].map((name) => ({ name, size: 13_000 }))]
  const { fix } = blockFinding(loopWith(five))
  expect(fix.label).toBe('Move a, b and 3 more to local')
  expect(fix.detail).toBe('a of loop, b of loop, c of loop, d of loop, e of loop')
  const pinned = loopWith([{ name: 'state', size: 13_000, pinned: true }])
  expect(blockFinding(pinned).message).toContain('"state" of "loop" takes 52000 B')
  expect(blockFinding(pinned).fix.apply(pinned)).toBe(pinned)
})

test('one run that fits is one run', () => {
  const registry = loopWith([{ name: 'state', size: 8_001 }])
  expect(blockFinding(registry).message).toMatch(/^Only 1 run fits in a block/)
})

test('opting in is offered where it clears the finding, and does clear it', () => {
  const over = loopWith([{ name: 'state', size: 13_000 }])
  const { id, launchFix } = blockFinding(over)
  expect([id, launchFix?.label]).toEqual(['over-block-limit', 'Allow over 48 KiB'])
  const settings = launchFix?.apply(DEFAULT_LAUNCH) ?? DEFAULT_LAUNCH
  expect(settings).toEqual({ ...DEFAULT_LAUNCH, optIn: true })
  expect(launchFindingsOf(over, settings).map((f) => f.id)).not.toContain('over-block-limit')

  const sparse = loopWith([{ name: 'state', size: 400 }])
  expect(blockFinding(sparse)).toMatchObject({
    id: 'below-warp',
    launchFix: { label: 'Allow over 48 KiB' },
  })
  expect(launchFindingsOf(sparse, settings).map((f) => f.id)).toEqual(['over-target'])
})

test('opting in is not offered where it was done, does not help, or nothing is known of the target', () => {
  const state = (size: number) => loopWith([{ name: 'state', size }])
  expect(blockFinding(state(30_000)).launchFix).toBeNull()
  expect(blockFinding(state(30_000), { target: '9.0' }).launchFix).not.toBeNull()
  expect(blockFinding(state(30_000), { optIn: true }).launchFix).toBeNull()
  expect(blockFinding(state(13_000), { target: 'webgpu' }).launchFix).toBeNull()
  expect(blockFinding(state(256)).id).toBe('over-target')
  expect(blockFinding(state(256)).launchFix).toBeNull()
})

test('a block that fits alone and not beside static bytes cannot launch, and both fixes clear it', () => {
  const registry = loopWith([
    { name: 'state', size: 100 },
    { name: 'small', size: 20 },
  ])
  expect(launchFindingsOf(registry, DEFAULT_LAUNCH)).toEqual([])
  const settings = { ...DEFAULT_LAUNCH, staticSharedBytes: 20_000 }
  const { id, message, fix, launchFix } = blockFinding(registry, settings)
  expect(id).toBe('over-block-limit')
  expect(message).toBe(
    'A block of 64 takes 30976 B of dynamic and 20000 B of static shared memory, and may have 49152 B together, so that it cannot launch; move buffers out of shared or ask for a smaller block.',
  )
  expect(launchFindingsOf(fix.apply(registry), settings)).toEqual([])
  expect(launchFindingsOf(registry, launchFix?.apply(settings) ?? settings)).toEqual([])
})

test('static bytes that fill the block alone are what is blamed, and no move of buffers is offered', () => {
  const finding = (registry: Registry, change: Partial<LaunchSettings>) =>
    launchFindingsOf(registry, { ...DEFAULT_LAUNCH, ...change })[0]
  const small = loopWith([{ name: 'state', size: 3 }])
  const filling = finding(small, { staticSharedBytes: 49_152 })
  expect(sentenceText(filling?.message ?? '')).toBe(
    'The static bytes of the program alone, 49152 B, fill a block, which may have 49152 B of shared memory and needs 4 B of dynamic, so that nothing can launch; allow over 48 KiB, or use a program with fewer.',
  )
  expect(filling).toMatchObject({
    id: 'over-block-limit',
    fix: null,
    launchFix: { label: 'Allow over 48 KiB' },
  })
  expect(finding(loopWith([]), { staticSharedBytes: 49_149 })?.fix).toBeNull()
  expect(finding(loopWith([]), { staticSharedBytes: 49_148 })).toBeUndefined()
  const large = loopWith([{ name: 'state', size: 13_000 }])
  const filled = { staticSharedBytes: 101_376, optIn: true }
  expect(finding(large, filled)).toMatchObject({ fix: null, launchFix: null })
  expect(sentenceText(finding(large, filled)?.message ?? '')).toMatch(
    /^The static .*launch; use a program with fewer\.$/,
  )
  expect(finding(large, { staticSharedBytes: 40_000 })?.fix).not.toBeNull()
})

function idsOf(registry: Registry, change: Partial<LaunchSettings>) {
  return launchFindingsOf(registry, { ...DEFAULT_LAUNCH, ...change }).map(({ id }) => id)
}

test('all that is wrong with a block is listed, worst first, and each is mended alone', () => {
  const registry = loopWith([{ name: 'state', size: 401 }])
  expect(idsOf(registry, { staticSharedBytes: 24_000 })).toEqual(['over-block-limit', 'below-warp'])
  const many = { blockSize: 1024, runs: 1024, registersPerThread: 128 }
  const small = loopWith([{ name: 'state', size: 1 }])
  expect(idsOf(small, many)).toEqual(['over-registers'])
  expect(idsOf(small, { ...many, blockSize: 2048, runs: 4096 })).toEqual([
    'over-registers',
    'over-threads',
  ])
})

test('where not even one run fits, nothing is said of blocks and banks', () => {
  expect(idsOf(loopWith([{ name: 'state', size: 13_000 }]), { registersPerThread: 255 })).toEqual([
    'over-block-limit',
  ])
})

test('a block of too many registers or threads is halved by its fix until it launches', () => {
  const registry = loopWith([{ name: 'state', size: 1 }])
  const settings = { ...DEFAULT_LAUNCH, blockSize: 2048, registersPerThread: 128 }
  for (const { id, message, launchFix } of launchFindingsOf(registry, settings)) {
    expect(sentenceText(message)).toMatch(
      /^A block of 2048 .*, so that it cannot launch; ask for a/,
    )
    const next = launchFix?.apply(settings) ?? settings
    expect(idsOf(registry, next)).not.toContain(id)
  }
})

/** What a finding says, and what its buttons do. */
function offered(finding: Finding | undefined) {
  if (finding === undefined) throw new Error('no finding')
  const { message, fix, launchFix } = finding
  return { text: sentenceText(message), fixes: [fix?.label, launchFix?.label] }
}

test('WebGPU is told by its default limits, of memory and threads alike', () => {
  const told = (registry: Registry, change: Partial<LaunchSettings>) => {
    const settings = { ...DEFAULT_LAUNCH, target: 'webgpu', ...change }
    return launchFindingsOf(registry, settings).find(({ id }) => id === 'over-webgpu-limit')
  }
  const registry = loopWith([{ name: 'state', size: 101 }])
  expect(told(registry, { blockSize: 32 })).toBeUndefined()
  const memory = offered(told(registry, { blockSize: 64 }))
  expect(memory.text).toBe(
    'A workgroup takes 25856 B of workgroup memory, where 16384 B are granted by WebGPU’s default limits, which every device meets and some exceed; ask for a smaller block, or move buffers out of shared.',
  )
  expect(memory.fixes).toEqual(['Move state to local', 'Ask for a block of 32'])
  const small = loopWith([{ name: 'state', size: 17 }])
  const both = offered(told(small, { blockSize: 480, runs: 480 }))
  expect(both.text).toContain(
    '32640 B of workgroup memory, where 16384 B are granted, and 480 threads, where 256 are granted by',
  )
  expect(both.fixes).toEqual([undefined, 'Ask for a block of 240'])
})
