import { expect, test } from 'vitest'
import { BufferRegistry } from './bufferRegistry.ts'
import { CUDAFactory, type CompileSettings } from './cudaFactory.ts'
import type { BufferSpec } from './entry.ts'
import { RegistryError } from './registryError.ts'

/** A factory that registers a buffer as the founding specification shows, and one that follows a setting. */
class Loop extends CUDAFactory<string> {
  builds = 0

  constructor(registry: BufferRegistry) {
    super({
      type: 'Loop',
      registry,
      settings: [
        ['n', 4],
        ['tolerance', 1e-3],
      ],
    })
    this.registerBuffer('work', 6, 'local', { dtype: 'int32' })
  }

  override build(): string {
    this.builds++
    this.registry.buildLayout(this)
    const { space, size } = this.getBufferAllocator('state')
    return `${space}[${size}]`
  }

  protected override buffersFor(settings: CompileSettings): readonly BufferSpec[] {
    return [{ name: 'state', size: Number(settings.get('n')), location: 'shared' }]
  }

  protected override settingProblem(key: string, value: unknown): string | null {
    return key === 'n' && !Number.isInteger(value) ? 'must be a whole number' : null
  }
}

function errorOf(operation: () => unknown): RegistryError {
  try {
    operation()
  } catch (error) {
    if (error instanceof RegistryError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('routes buffer keys to the registry first, then the rest to its own settings', () => {
  const loop = new Loop(new BufferRegistry())
  const known = loop.updateCompileSettings({ state_buffer_location: 'local', tolerance: 1e-6 })
  expect([...known]).toEqual(['state_buffer_location', 'tolerance'])
  expect(loop.settings.get('tolerance')).toBe(1e-6)
  expect(loop.getAggregateBufferSize('local')).toBe(10)
})

test('a key that nobody knows is an error that changes nothing, unless silent', () => {
  const registry = new BufferRegistry()
  const loop = new Loop(registry)
  const before = registry.value
  const updates = { work_location: 'shared', tolerence: 1 }
  const error = errorOf(() => loop.updateCompileSettings(updates))
  expect([error.code, error.value]).toEqual(['unknown-key', 'tolerence'])
  expect(error.message).toContain('nearest: "tolerance"')
  expect(error.message).toContain('pass silent')
  expect(registry.value).toBe(before)
  expect([...loop.updateCompileSettings(updates, { silent: true })]).toEqual(['work_location'])
  expect(loop.getAggregateBufferSize('shared')).toBe(10)
})

test('nine good keys and one bad change nothing, in the registry and in the settings', () => {
  const registry = new BufferRegistry()
  const loop = new Loop(registry)
  const before = registry.value
  for (const bad of [{ work_location: 'nowhere' }, { work_size: -1 }, { n: 0.5 }])
    expect(() => loop.updateCompileSettings({ tolerance: 2, state_size: 9, ...bad })).toThrow(
      RegistryError,
    )
  expect(errorOf(() => loop.updateCompileSettings({ n: 0.5 })).code).toBe('invalid-value')
  expect(registry.value).toBe(before)
  expect(loop.settings.get('tolerance')).toBe(1e-3)
})

test('a setting that sizes a buffer resizes it, and it stays where it was put', () => {
  const loop = new Loop(new BufferRegistry())
  expect(loop.deviceFunction).toBe('shared[4]')
  loop.updateCompileSettings({ state_location: 'local' })
  loop.updateCompileSettings({ n: 8 })
  expect(loop.deviceFunction).toBe('local[8]')
})

test('builds once for each state of layout and settings, and again when told to forget', () => {
  const loop = new Loop(new BufferRegistry())
  const { registry } = loop
  expect([loop.deviceFunction, loop.deviceFunction, loop.builds]).toEqual([
    'shared[4]',
    'shared[4]',
    1,
  ])
  registry.relocate(loop, 'state', 'persistent_local')
  expect([loop.deviceFunction, loop.builds]).toEqual(['persistent_local[4]', 2])
  loop.invalidateCache()
  expect(registry.contextOf(loop).cachedLayoutVersion).toBeNull()
  expect([loop.deviceFunction, loop.builds]).toEqual(['persistent_local[4]', 3])
})

test('its context bears its id', () => {
  const registry = new BufferRegistry()
  const loop = new Loop(registry)
  expect(loop.bufferContextId).toBe('Loop')
  expect(registry.contextOf(loop).factoryId).toBe(loop.bufferContextId)
  expect(registry.contextOf(loop.bufferContextId).buffers.get('work')).toEqual({
    name: 'work',
    size: 6,
    location: 'local',
    factoryId: 'Loop',
    offset: null,
    slice: null,
  })
})
