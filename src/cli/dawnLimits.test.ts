import { afterAll, describe, expect, it, vi } from 'vitest'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { verify } from '../core/probe/verify.ts'
import { registerChild } from '../core/registry/children.ts'
import type { BufferSpec } from '../core/registry/entry.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { createDawnRunner } from './dawn.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const runner = await createDawnRunner()
afterAll(() => runner.close())

const LOOP = factoryId('loop')

function single(buffers: readonly BufferSpec[], start: Registry = EMPTY_REGISTRY): Model {
  let registry = addFactory(start, { id: 'loop' })
  for (const buffer of buffers) registry = register(registry, LOOP, buffer)
  return { ...EMPTY_MODEL, registry }
}

/** One factory below the other, each with a word of every memory. */
function chain(levels: number): Model {
  let registry: Registry = EMPTY_REGISTRY
  for (let level = levels - 1; level >= 0; level--) {
    const id = factoryId(`f${level}`)
    registry = addFactory(registry, { id })
    registry = register(registry, id, { name: 's', size: 1, location: 'shared' })
    registry = register(registry, id, { name: 'p', size: 1, location: 'persistent_local' })
    if (level < levels - 1)
      registry = registerChild(registry, { parent: id, child: factoryId(`f${level + 1}`) })
  }
  return { ...EMPTY_MODEL, registry }
}

describe('depth', () => {
  it('60 levels are proven by a kernel of their own', async () => {
    const verdict = await verify(chain(60), runner, { program: 'generated' })
    expect(verdict).toMatchObject({ kind: 'proven', buffersChecked: 120 })
  })

  it('300 levels are proven by table, which is what 600 buffers get unasked', async () => {
    const verdict = await verify(chain(300), runner)
    expect(verdict).toMatchObject({ kind: 'proven', program: 'table', buffersChecked: 600 })
  })
})

describe('a child under two names', () => {
  function twice(): Model {
    let registry: Registry = addFactory(EMPTY_REGISTRY, { id: 'loop' })
    registry = addFactory(registry, { id: 'solver' })
    const solver = factoryId('solver')
    for (const location of ['shared', 'persistent_local', 'local'] as const)
      registry = register(registry, solver, { name: location, size: 3, location })
    registry = registerChild(registry, { parent: LOOP, child: solver, name: 'first' })
    registry = registerChild(registry, { parent: LOOP, child: solver, name: 'second' })
    return { ...EMPTY_MODEL, registry }
  }

  it.each(['generated', 'table'] as const)(
    'has two places, proven by the %s kernel',
    async (program) => {
      const verdict = await verify(twice(), runner, { program })
      expect(verdict).toMatchObject({ kind: 'proven', buffersChecked: 6 })
    },
  )
})

describe('what is refused before dispatch, with need and have', () => {
  it('shared memory over the adapter’s limit, and proven in storage when asked, labelled', async () => {
    const model = single([{ name: 'big', size: 9000, location: 'shared' }])
    const refused = await verify(model, runner, { program: 'generated' })
    expect(refused).toMatchObject({
      kind: 'refused',
      limit: 'bytes of shared memory in a workgroup',
      need: (9001 + 16) * 4,
      have: 32_768,
      offer: 'storage-memory',
    })
    const verdict = await verify(model, runner, { program: 'generated', memory: 'storage' })
    expect(verdict).toMatchObject({ kind: 'proven', memory: 'storage', program: 'generated' })
  })

  it('private memory over 64 KiB, and proven by table when asked', async () => {
    const model = single([{ name: 'big', size: 17_000, location: 'local' }])
    const refused = await verify(model, runner, { program: 'generated' })
    expect(refused).toMatchObject({
      kind: 'refused',
      limit: 'bytes of private and function memory of one invocation',
      have: 65_536,
      offer: 'table',
    })
    expect(await verify(model, runner, { program: 'table' })).toMatchObject({ kind: 'proven' })
  })

  it('more words than there are tags', async () => {
    const model = single([{ name: 'huge', size: 2 ** 31 - 1, location: 'shared' }])
    expect(await verify(model, runner)).toMatchObject({
      kind: 'refused',
      limit: 'words of all buffers',
      need: 2 ** 31 - 1,
    })
  })
})

describe('names', () => {
  it('are data: none can break the program or get into it', async () => {
    const names = [
      '__proto__',
      'constructor',
      '\u{1F4A5}',
      '*/ fn main() {}',
      '"); //',
      'array<u32, 4>',
      'é'.repeat(128),
      'x'.repeat(256),
      'line\u2028break',
    ]
    const model = single(
      names.map((name, i) => ({ name, size: 1 + i, location: i % 2 === 0 ? 'shared' : 'local' })),
    )
    expect(await verify(model, runner, { program: 'generated' })).toMatchObject({
      kind: 'proven',
      buffersChecked: names.length,
    })
  })
})
