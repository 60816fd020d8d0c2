import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentLayoutOf } from '../core/document/documentFactory.ts'
import { printDocument } from '../core/document/toDocument.ts'
import type { Model } from '../core/document/model.ts'
import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import { factoryId, type RecordedLayout } from '../core/registry/factory.ts'
import { factoryIn, type Registry } from '../core/registry/registry.ts'
import { openText, type Opened } from './open.ts'

const FOLDER = new URL('../../fixtures/cubie/', import.meta.url)
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))

interface RawDump {
  readonly config: { readonly precision: string }
  readonly phases: readonly RawPhase[]
}
interface RawPhase {
  readonly label: string
  readonly unreachable: readonly string[]
  readonly groups: readonly RawGroup[]
  readonly kernel: Readonly<Record<string, unknown>>
}
interface RawGroup {
  readonly id: string
  readonly registered: boolean
  readonly owner: { readonly class: string }
  readonly entries?: readonly { readonly name: string; readonly size: number }[]
  readonly shared_layout?: Readonly<Record<string, readonly [number, number]>>
  readonly persistent_layout?: Readonly<Record<string, readonly [number, number]>>
  readonly local_sizes?: Readonly<Record<string, number>>
  readonly totals?: Readonly<Record<string, number>>
}

function textOf(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

function rawOf(name: string): RawDump {
  return JSON.parse(textOf(name)) as RawDump
}

function opened(result: Opened): Extract<Opened, { kind: 'ok' }> {
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems, null, 2))
  return result
}

function openPhase(name: string, phase?: string): Model {
  return opened(openText(textOf(name), { phase })).model
}

/** A layout as sets by name: a dump lists its slices in the order in which it placed them. */
function byName(layout: RecordedLayout | null) {
  const slices = (list: RecordedLayout['shared']) =>
    new Map(list.map(({ name, offset, extent }) => [name, [offset, offset + extent]]))
  if (layout === null) return null
  return {
    shared: slices(layout.shared),
    persistent: slices(layout.persistentLocal),
    local: new Map(layout.local.map(({ name, size }) => [name, size])),
    totals: layout.aggregates,
  }
}

function rawByName(group: RawGroup) {
  const { totals = {} } = group
  return {
    shared: new Map(Object.entries(group.shared_layout ?? {})),
    persistent: new Map(Object.entries(group.persistent_layout ?? {})),
    local: new Map(Object.entries(group.local_sizes ?? {})),
    totals: {
      shared: totals['shared'],
      local: totals['local'],
      persistentLocal: totals['persistent'],
      declaredLocal: totals['declared_local'],
    },
  }
}

function expectGroup(registry: Registry, group: RawGroup): void {
  const id = factoryId(group.id)
  const factory = factoryIn(registry, id)
  expect(factory?.type).toBe(group.owner.class)
  const computed = documentLayoutOf(registry, id)
  if (!group.registered) {
    expect(factory).toMatchObject({ entries: [], children: [], recorded: null })
    expect(computed?.aggregates).toEqual({
      shared: 0,
      local: 0,
      persistentLocal: 0,
      declaredLocal: 0,
    })
    return
  }
  expect(factory?.entries.map((entry) => entry.name)).toEqual(
    group.entries?.map((entry) => entry.name),
  )
  expect(byName(computed)).toEqual(rawByName(group))
  expect(byName(factory?.recorded ?? null)).toEqual(rawByName(group))
}

test('there are 20 dumps', () => {
  expect(NAMES).toHaveLength(20)
})

describe.each(NAMES)('%s', (name) => {
  const raw = rawOf(name)

  test.each(raw.phases.map((phase) => phase.label))(
    'computes what was recorded in phase %s, slice by slice and total by total',
    (label) => {
      const phase = raw.phases.find((candidate) => candidate.label === label)
      const { registry, recordedKernel, unreachable } = openPhase(name, label)
      expect(registry.factories.map((factory) => factory.id)).toEqual(
        phase?.groups.map((group) => group.id),
      )
      for (const group of phase?.groups ?? []) expectGroup(registry, group)
      const kernel = mainKernelOf(registry)
      const arenas = {
        sharedElements: phase?.kernel['shared_memory_elements'],
        persistentLocalElements: phase?.kernel['persistent_local_elements'],
      }
      expect(recordedKernel).toEqual(arenas)
      expect(kernel).toMatchObject(arenas)
      expect(unreachable).toEqual(phase?.unreachable)
    },
  )

  test('opens the phase built unless asked for another, and offers all', () => {
    const result = opened(openText(textOf(name)))
    expect(result.phase).toBe('built')
    expect(result.phases).toEqual(raw.phases.map((phase) => phase.label))
    expect(result.notices).toEqual([])
  })

  test.each(raw.phases.map((phase) => phase.label))('survives printing in phase %s', (label) => {
    const model = openPhase(name, label)
    const again = opened(openText(printDocument(model)))
    expect(again.model).toEqual(model)
    expect(again.notices).toEqual([])
    expect(printDocument(again.model)).toBe(printDocument(model))
  })
})
