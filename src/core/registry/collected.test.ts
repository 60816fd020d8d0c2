import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { BufferRegistry } from './bufferRegistry.ts'
import { factoryId } from './factory.ts'

/** Collects garbage for real until `isDone`, letting finalizers run in between. */
async function collectUntil(isDone: () => boolean): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 50 && !isDone(); turn++) {
    // Looking at a weak reference keeps its object until the present job ends.
    await wait(1)
    collect()
  }
}

class Solver {
  readonly kind = 'newton'
}

function withChild(registry: BufferRegistry, parent: object): WeakRef<object> {
  const child = new Solver()
  registry.register(child, 'delta', 8, 'shared')
  registry.register(child, 'theta', 3, 'persistent_local')
  registry.registerChild(parent, child, 'solver')
  return new WeakRef(child)
}

test('child factory destroyed: its regions have size 0 once the parent is built again', async () => {
  const registry = new BufferRegistry()
  const parent = {}
  registry.register(parent, 'own', 2, 'shared')
  const child = withChild(registry, parent)
  expect(registry.getAggregateSize(parent, 'shared')).toBe(10)
  const version = registry.layoutVersion(parent)
  await collectUntil(() => child.deref() === undefined)
  expect(child.deref()).toBeUndefined()
  // Regions are snapshots: nothing moves before the parent is built.
  expect(registry.getAggregateSize(parent, 'shared')).toBe(10)
  expect(registry.getChildAggregateSize(factoryId('Solver'), 'shared')).toBe(0)
  const { aggregates } = registry.buildLayout(parent)
  expect(aggregates).toEqual({ shared: 2, local: 0, persistentLocal: 0 })
  expect(registry.getAllocator(parent, 'solver_shared')).toMatchObject({ offset: 2, extent: 0 })
  expect(registry.layoutVersion(parent)).toBeGreaterThan(version)
})

test('a root whose object was collected leaves the registry', async () => {
  const registry = new BufferRegistry()
  // In a function of its own, so that no variable of this test keeps the object.
  const fill = () => registry.register(new Solver(), 'delta', 8, 'shared').factory
  const id = fill()
  expect(registry.value.factories.map((factory) => factory.id)).toEqual([id])
  await collectUntil(() => registry.value.factories.length === 0)
  expect(registry.value.factories).toEqual([])
  expect(registry.value.roots).toEqual([])
})
