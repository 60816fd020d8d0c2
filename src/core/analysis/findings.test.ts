import { describe, expect, test } from 'vitest'
import { edited } from '../document/edit.ts'
import { EMPTY_MODEL, withRegistry } from '../document/model.ts'
import { registerChild } from '../registry/children.ts'
import { factoryId } from '../registry/factory.ts'
import { EMPTY_REGISTRY, type Registry } from '../registry/registry.ts'
import { addFactory, register, relocate, resize } from '../registry/verbs.ts'
import { findingsOf } from './findings.ts'

/** Ten children a factory; in each factory an alias that cannot be realised and a persistent local. */
function treeOf(count: number): Registry {
  let registry: Registry = EMPTY_REGISTRY
  for (let f = 0; f < count; f++) {
    const id = factoryId(`f${f}`)
    registry = addFactory(registry, { id: `f${f}` })
    registry = register(registry, id, { name: 'host', size: 4, location: 'local' })
    registry = register(registry, id, {
      name: 'alias',
      size: 2,
      location: 'local',
      aliases: 'host',
      persistent: true,
    })
  }
  for (let f = count - 1; f > 0; f--) {
    const [parent, child] = [factoryId(`f${Math.floor((f - 1) / 10)}`), factoryId(`f${f}`)]
    registry = registerChild(registry, { parent, child, name: `c${f}` })
  }
  return registry
}

describe('findings', () => {
  test('of 1,000 factories are the same values after an edit, but for those of the edited path', () => {
    const model = withRegistry(EMPTY_MODEL, treeOf(1000))
    const before = findingsOf(model)
    expect(before).toHaveLength(2000)
    const ref = { factory: factoryId('f999'), name: 'host' }
    const after = findingsOf(edited(model, (registry) => relocate(registry, ref, 'shared')))
    const known = new Set(before)
    const made = after.filter((finding) => !known.has(finding))
    // f999 lies three edges below the root: its path holds f99, f9 and f0.
    expect(new Set(made.map((finding) => finding.factory))).toEqual(
      new Set(['f0', 'f9', 'f99', 'f999']),
    )
    expect(made.length).toBeLessThanOrEqual(8)
  })

  test('are computed once per model value', () => {
    const model = withRegistry(EMPTY_MODEL, treeOf(3))
    expect(findingsOf(model)).toBe(findingsOf(model))
  })

  test('of an empty model are none', () => {
    expect(findingsOf(EMPTY_MODEL)).toEqual([])
  })

  test('stand worst first', () => {
    const stale = resize(treeOf(12), { factory: factoryId('f5'), name: 'host' }, 9)
    const raised = relocate(stale, { factory: factoryId('f5'), name: 'host' }, 'shared')
    const severities = findingsOf(withRegistry(EMPTY_MODEL, raised)).map((f) => f.severity)
    expect(severities[0]).toBe('error')
    const order = ['error', 'warning', 'info']
    const ranks = severities.map((severity) => order.indexOf(severity))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  })

  test.each(['__proto__', 'constructor', '"); import os #', '<img src=x>', '*/ #error', '🙂'])(
    'name a buffer called %j in quotes and never as code',
    (name) => {
      const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
      const spec = { name, size: 2, location: 'local', persistent: true } as const
      const [finding] = findingsOf(
        withRegistry(EMPTY_MODEL, register(base, factoryId('loop'), spec)),
      )
      expect(finding).toMatchObject({ id: 'persistent-in-local', entry: name })
      expect(finding?.message).toContain(JSON.stringify(name))
    },
  )

  test('name a stated key that moves something else, or nothing', () => {
    let registry = addFactory(addFactory(EMPTY_REGISTRY, { id: 'loop' }), { id: 'step' })
    const loop = factoryId('loop')
    registry = registerChild(registry, {
      parent: loop,
      child: factoryId('step'),
      name: 'algorithm',
    })
    const keys = [
      ['fine', null],
      ['also_fine', 'fine_location'],
      ['sized', 'fine_size'],
      ['window', 'algorithm_shared_location'],
      ['driven', 'real_location'],
      ['ignored', 'driven_location'],
    ] as const
    for (const [name, settingKey] of keys)
      registry = register(registry, loop, { name, size: 1, location: 'local', settingKey })
    const found = findingsOf(withRegistry(EMPTY_MODEL, registry))
    const idle = found.filter((f) => f.id === 'setting-key-without-effect')
    expect(idle.map((f) => f.entry)).toEqual(['sized', 'window', 'ignored'])
  })

  test('survive a chain of 10,000 factories', () => {
    let registry: Registry = EMPTY_REGISTRY
    const count = 10_000
    const factories = Array.from({ length: count }, (_, f) => ({
      id: factoryId(`f${f}`),
      type: 'Factory',
      precision: 'float32' as const,
      entries: [],
      children: f + 1 < count ? [{ name: 'child', factory: factoryId(`f${f + 1}`) }] : [],
      recorded: null,
    }))
    registry = { ...registry, factories, roots: [factoryId('f0')] }
    expect(findingsOf(withRegistry(EMPTY_MODEL, registry))).toEqual([])
  })
})
